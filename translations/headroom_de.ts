<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AnalyzeCommand</name>
    <message numerus="yes">
        <source>  channel %1: peak %2 dBFS, RMS %3 dBFS, %n clip(s)</source>
        <translation>
            <numerusform>  Kanal %1: Spitze %2 dBFS, RMS %3 dBFS, %n Übersteuerung</numerusform>
            <numerusform>  Kanal %1: Spitze %2 dBFS, RMS %3 dBFS, %n Übersteuerungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <translation>%1: %2 %</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>List speakers, microphones and loopbacks</source>
        <translation>Lautsprecher, Mikrofone und Loopbacks auflisten</translation>
    </message>
    <message>
        <source>List every channel position name with its index</source>
        <translation>Alle Namen von Kanalpositionen mit ihrer Nummer auflisten</translation>
    </message>
    <message>
        <source>Record a microphone or a loopback</source>
        <translation>Ein Mikrofon oder ein Loopback aufnehmen</translation>
    </message>
    <message>
        <source>Show live levels until interrupted</source>
        <translation>Pegel zeigen, bis zur Unterbrechung</translation>
    </message>
    <message>
        <source>Levels and clips of finished files</source>
        <translation>Pegel und Übersteuerungen fertiger Dateien</translation>
    </message>
    <message>
        <source>What works here, what does not, and what to do about it</source>
        <translation>Was hier geht, was nicht, und was dagegen hilft</translation>
    </message>
    <message>
        <source>Sound system: pulse, wasapi, coreaudio or simulated; the platform&apos;s own where not given</source>
        <translation>Tonsystem: pulse, wasapi, coreaudio oder simulated; ohne Angabe das der Plattform</translation>
    </message>
    <message>
        <source>Folder of the recordings in the window</source>
        <translation>Ordner der Aufnahmen im Fenster</translation>
    </message>
    <message>
        <source>One JSON object a line on standard output</source>
        <translation>Ein JSON-Objekt je Zeile auf der Standardausgabe</translation>
    </message>
    <message>
        <source>Microphone or loopback: its id, a part of its name, or some of its letters; the default input where not given</source>
        <translation>Mikrofon oder Loopback: seine Kennung, ein Teil seines Namens oder einige seiner Buchstaben; ohne Angabe der Standardeingang</translation>
    </message>
    <message>
        <source>Let --from find loopbacks too</source>
        <translation>--from findet auch Loopbacks</translation>
    </message>
    <message>
        <source>Sample rate; the device&apos;s own where not given</source>
        <translation>Abtastrate; ohne Angabe die des Geräts</translation>
    </message>
    <message>
        <source>Channel map: names, indices, mono, silence or #N, separated by commas; all channels where not given</source>
        <translation>Kanalzuordnung: Namen, Nummern, mono, silence oder #N, mit Kommas getrennt; ohne Angabe alle Kanäle</translation>
    </message>
    <message>
        <source>Wanted block size</source>
        <translation>Gewünschte Blockgröße</translation>
    </message>
    <message>
        <source>Exclusive mode, where the platform has it</source>
        <translation>Exklusiver Modus, wo die Plattform ihn hat</translation>
    </message>
    <message>
        <source>Stop after exactly so many frames</source>
        <translation>Nach genau so vielen Frames aufhören</translation>
    </message>
    <message>
        <source>16, 24, 32 or float</source>
        <translation>16, 24, 32 oder float</translation>
    </message>
    <message>
        <source>Begin a new file every so many minutes</source>
        <translation>Alle so viele Minuten eine neue Datei beginnen</translation>
    </message>
    <message>
        <source>Begin a new file every so many megabytes</source>
        <translation>Alle so viele Megabyte eine neue Datei beginnen</translation>
    </message>
    <message>
        <source>Overwrite an existing file</source>
        <translation>Eine vorhandene Datei überschreiben</translation>
    </message>
    <message>
        <source>Usage: headroom [--recordings DIR] [--backend NAME]      the window</source>
        <translation>Aufruf: headroom [--recordings DIR] [--backend NAME]     das Fenster</translation>
    </message>
    <message>
        <source>       headroom COMMAND [FILE...] [options]</source>
        <translation>        headroom BEFEHL [DATEI...] [Optionen]</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Optionen:</translation>
    </message>
    <message>
        <source>This text</source>
        <translation>Dieser Text</translation>
    </message>
    <message>
        <source>The version</source>
        <translation>Die Version</translation>
    </message>
    <message>
        <source>Usage: headroom COMMAND [FILE...] [options]; headroom --help lists them.</source>
        <translation>Aufruf: headroom BEFEHL [DATEI...] [Optionen]; headroom --help listet sie auf.</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Aufruf: %1</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;.</source>
        <translation>Es gibt keinen Befehl „%1“.</translation>
    </message>
    <message>
        <source>There is no option &quot;%1&quot;.</source>
        <translation>Es gibt keine Option „%1“.</translation>
    </message>
    <message>
        <source>An option at the end of the line lacks its value.</source>
        <translation>Einer Option am Ende der Zeile fehlt ihr Wert.</translation>
    </message>
    <message>
        <source>--%1 needs a command.</source>
        <translation>--%1 braucht einen Befehl.</translation>
    </message>
    <message>
        <source>--%1 does not belong to %2.</source>
        <translation>--%1 gehört nicht zu %2.</translation>
    </message>
    <message>
        <source>%1 takes no file: &quot;%2&quot;.</source>
        <translation>%1 nimmt keine Datei: „%2“.</translation>
    </message>
    <message>
        <source>%1 needs a FILE.</source>
        <translation>%1 braucht eine DATEI.</translation>
    </message>
    <message>
        <source>%1 takes one FILE; &quot;%2&quot; is one too many.</source>
        <translation>%1 nimmt eine DATEI; „%2“ ist eine zu viel.</translation>
    </message>
    <message>
        <source>--%1 &quot;%2&quot; is not a whole number from %3 to %4.</source>
        <translation>--%1 „%2“ ist keine ganze Zahl von %3 bis %4.</translation>
    </message>
    <message>
        <source>--%1 &quot;%2&quot; is not a number from %3 to %4.</source>
        <translation>--%1 „%2“ ist keine Zahl von %3 bis %4.</translation>
    </message>
    <message>
        <source>--backend &quot;%1&quot; is not in this build; it has %2.</source>
        <translation>--backend „%1“ ist in diesem Programm nicht enthalten; es hat %2.</translation>
    </message>
    <message>
        <source>--duration and --frames say the same; give one of them.</source>
        <translation>--duration und --frames sagen dasselbe; eines davon genügt.</translation>
    </message>
    <message>
        <source>--sample-format &quot;%1&quot; is not known; give 16, 24, 32 or float.</source>
        <translation>--sample-format „%1“ ist unbekannt; möglich sind 16, 24, 32 oder float.</translation>
    </message>
    <message>
        <source>Play on each channel of a speaker in turn, and name it</source>
        <translation>Nacheinander auf jedem Kanal eines Lautsprechers spielen und ihn nennen</translation>
    </message>
    <message>
        <source>Speaker, likewise; the default one where not given</source>
        <translation>Lautsprecher, ebenso; der Standard, wo nichts angegeben ist</translation>
    </message>
    <message>
        <source>Stop after so many seconds; identify: so long on each channel</source>
        <translation>Nach so vielen Sekunden aufhören; identify: so lange auf jedem Kanal</translation>
    </message>
    <message>
        <source>identify: noise, tone or burst</source>
        <translation>identify: noise, tone oder burst</translation>
    </message>
    <message>
        <source>identify: root mean square, -120 to -6 dBFS; -20 where not given</source>
        <translation>identify: Effektivwert, -120 bis -6 dBFS; -20, wo nichts angegeben ist</translation>
    </message>
    <message>
        <source>--signal &quot;%1&quot; is none of noise, tone and burst.</source>
        <translation>--signal „%1“ ist weder noise noch tone noch burst.</translation>
    </message>
</context>
<context>
    <name>CommandSession</name>
    <message>
        <source>Start PulseAudio or PipeWire, or try Headroom with --backend simulated.</source>
        <translation>Starten Sie PulseAudio oder PipeWire, oder probieren Sie Headroom mit --backend simulated aus.</translation>
    </message>
    <message>
        <source>These are SIMULATED devices. Start PulseAudio or PipeWire to see the real ones.</source>
        <translation>Dies sind SIMULIERTE Geräte. Starten Sie PulseAudio oder PipeWire, um die echten zu sehen.</translation>
    </message>
</context>
<context>
    <name>DevicesCommand</name>
    <message>
        <source>Speakers</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>Microphones</source>
        <translation>Mikrofone</translation>
    </message>
    <message>
        <source>Loopbacks</source>
        <translation>Loopbacks</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>* is the system&apos;s default.</source>
        <translation>* ist der Standard des Systems.</translation>
    </message>
</context>
<context>
    <name>DoctorCommand</name>
    <message>
        <source>ok</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>look</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>The sound system answers: %1.</source>
        <translation>Das Tonsystem antwortet: %1.</translation>
    </message>
    <message>
        <source>Simulated devices are shown in its place.</source>
        <translation>Stattdessen werden simulierte Geräte gezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>%n microphone(s)</source>
        <translation>
            <numerusform>%n Mikrofon</numerusform>
            <numerusform>%n Mikrofone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loopback(s)</source>
        <translation>
            <numerusform>%n Loopback</numerusform>
            <numerusform>%n Loopbacks</numerusform>
        </translation>
    </message>
    <message>
        <source>Plug in a microphone, or choose an input profile in the system&apos;s sound settings.</source>
        <translation>Stecken Sie ein Mikrofon ein, oder wählen Sie in den Toneinstellungen des Systems ein Profil mit Eingang.</translation>
    </message>
    <message>
        <source>What the speakers play can be recorded; for a voice, plug in a microphone.</source>
        <translation>Aufnehmen lässt sich, was die Lautsprecher spielen; für eine Stimme stecken Sie ein Mikrofon ein.</translation>
    </message>
    <message>
        <source>%1 is muted in the sound system.</source>
        <translation>%1 ist im Tonsystem stummgeschaltet.</translation>
    </message>
    <message>
        <source>Unmute it in the system&apos;s sound settings.</source>
        <translation>Heben Sie das in den Toneinstellungen des Systems auf.</translation>
    </message>
    <message>
        <source>%1 stands at %2 dB in the sound system.</source>
        <translation>%1 steht im Tonsystem auf %2 dB.</translation>
    </message>
    <message>
        <source>At 0 dB samples arrive as the device has them; set it in the system&apos;s sound settings.</source>
        <translation>Bei 0 dB kommen die Abtastwerte an, wie das Gerät sie hat; stellen Sie das in den Toneinstellungen des Systems ein.</translation>
    </message>
    <message>
        <source>%1 was not opened: a headset would switch to hands-free.</source>
        <translation>%1 wurde nicht geöffnet: Ein Headset würde auf Freisprechen umschalten.</translation>
    </message>
    <message>
        <source>%1 was opened and delivered nothing.</source>
        <translation>%1 wurde geöffnet und lieferte nichts.</translation>
    </message>
    <message>
        <source>A loopback of an idle speaker may be slow: play something, then look again.</source>
        <translation>Das Loopback eines ruhenden Lautsprechers kann langsam sein: Spielen Sie etwas ab, und sehen Sie dann noch einmal nach.</translation>
    </message>
    <message>
        <source>%1 delivers digital silence: every sample is zero.</source>
        <translation>%1 liefert digitale Stille: Jeder Abtastwert ist null.</translation>
    </message>
    <message>
        <source>Nothing plays on that speaker now; play something.</source>
        <translation>Auf diesem Lautsprecher läuft gerade nichts; spielen Sie etwas ab.</translation>
    </message>
    <message>
        <source>Look for a mute switch on the microphone, and for the right input in the system&apos;s sound settings.</source>
        <translation>Suchen Sie einen Stummschalter am Mikrofon und den richtigen Eingang in den Toneinstellungen des Systems.</translation>
    </message>
    <message>
        <source>%1 delivers; peak %2 dBFS.</source>
        <translation>%1 liefert; Spitze %2 dBFS.</translation>
    </message>
    <message>
        <source>Real-time scheduling is allowed.</source>
        <translation>Vorrang in Echtzeit ist erlaubt.</translation>
    </message>
    <message>
        <source>Real-time scheduling is not allowed; recordings are safe, small blocks may be late.</source>
        <translation>Vorrang in Echtzeit ist nicht erlaubt; Aufnahmen sind sicher, kleine Blöcke können sich verspäten.</translation>
    </message>
    <message>
        <source>Allow it for your user, for example by the group &quot;audio&quot; and /etc/security/limits.d.</source>
        <translation>Erlauben Sie ihn Ihrem Benutzer, zum Beispiel durch die Gruppe „audio“ und /etc/security/limits.d.</translation>
    </message>
    <message>
        <source>Recordings cannot be written to %1.</source>
        <translation>Nach %1 können keine Aufnahmen geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose another folder in the window, or with --recordings.</source>
        <translation>Wählen Sie einen anderen Ordner im Fenster oder mit --recordings.</translation>
    </message>
    <message>
        <source>Recordings go to %1; %2 free.</source>
        <translation>Aufnahmen kommen nach %1; %2 frei.</translation>
    </message>
    <message>
        <source>Make room, or choose another folder.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>IdentifyCommand</name>
    <message>
        <source>Playing on %1, channel after channel. Ctrl+C ends it.</source>
        <translation>Auf %1 wird gespielt, Kanal für Kanal. Strg+C beendet es.</translation>
    </message>
    <message>
        <source>This speaker is SIMULATED: nothing is to be heard.</source>
        <translation>Dieser Lautsprecher ist SIMULIERT: Zu hören ist nichts.</translation>
    </message>
</context>
<context>
    <name>RecordCommand</name>
    <message>
        <source>Raw samples and JSON cannot share standard output; leave out --json or name a FILE.</source>
        <translation>Rohe Abtastwerte und JSON passen nicht zusammen auf die Standardausgabe; lassen Sie --json weg, oder nennen Sie eine DATEI.</translation>
    </message>
    <message>
        <source>%1 left on the disk</source>
        <translation>%1 übrig auf dem Datenträger</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n Lücke</numerusform>
            <numerusform>%n Lücken</numerusform>
        </translation>
    </message>
    <message>
        <source>Recording %1: %2, %3. Ctrl+C ends it.</source>
        <translation>Aufnahme von %1: %2, %3. Strg+C beendet sie.</translation>
    </message>
    <message>
        <source>This device is SIMULATED: what is recorded is no real sound.</source>
        <translation>Dieses Gerät ist SIMULIERT: Was aufgenommen wird, ist kein echter Ton.</translation>
    </message>
    <message>
        <source>The device delivered nothing; the file is empty. Check that something plays into it, then try again.</source>
        <translation>Das Gerät lieferte nichts; die Datei ist leer. Prüfen Sie, ob etwas hineinspielt, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The recording goes on in a new file: %1, %2, %3.</source>
        <translation>Die Aufnahme geht in einer neuen Datei weiter: %1, %2, %3.</translation>
    </message>
</context>
<context>
    <name>RunWindow</name>
    <message>
        <source>There is no display to open a window on. Use a command instead, for example: headroom record take.wav</source>
        <translation>Es gibt keinen Bildschirm für ein Fenster. Nehmen Sie stattdessen einen Befehl, zum Beispiel: headroom record take.wav</translation>
    </message>
</context>
<context>
    <name>headroom::AboutDialog</name>
    <message>
        <source>About Headroom</source>
        <translation>Über Headroom</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>An audio recorder and meter. What was recorded is all there, or the take says exactly what is missing.</source>
        <translation>Audiorekorder und Pegelmesser. Was aufgenommen wurde, ist vollständig da, oder die Aufnahme sagt genau, was fehlt.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty. It uses Qt, libsndfile and PulseAudio&apos;s client library.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer. Ohne jede Gewährleistung. Verwendet Qt, libsndfile und die Client-Bibliothek von PulseAudio.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>headroom::ActionCatalog</name>
    <message>
        <source>&amp;Change Recordings Folder…</source>
        <translation>Aufnahmeordner &amp;ändern …</translation>
    </message>
    <message>
        <source>&amp;Open Recordings Folder</source>
        <translation>Aufnahmeordner ö&amp;ffnen</translation>
    </message>
    <message>
        <source>File &amp;Names…</source>
        <translation>Datei&amp;namen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Record or Stop</source>
        <translation>&amp;Aufnehmen oder stoppen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>&amp;Pause or Resume</source>
        <translation>&amp;Pause oder weiter</translation>
    </message>
    <message>
        <source>Set &amp;Marker</source>
        <translation>&amp;Marke setzen</translation>
    </message>
    <message>
        <source>&amp;Open Take</source>
        <translation>Aufnahme &amp;öffnen</translation>
    </message>
    <message>
        <source>Show Take in &amp;Folder</source>
        <translation>Aufnahme im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Move Take to &amp;Trash…</source>
        <translation>Aufnahme in den &amp;Papierkorb …</translation>
    </message>
    <message>
        <source>&amp;Find Device</source>
        <translation>&amp;Gerät suchen</translation>
    </message>
    <message>
        <source>&amp;Reset Meters</source>
        <translation>Pegel &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Like the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Headroom</source>
        <translation>&amp;Über Headroom</translation>
    </message>
    <message>
        <source>&amp;Channel Map…</source>
        <translation>&amp;Kanalzuordnung…</translation>
    </message>
</context>
<context>
    <name>headroom::Banner</name>
    <message>
        <source>Close this notice</source>
        <translation>Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>headroom::BannerStack</name>
    <message>
        <source>1 more notice</source>
        <translation>1 weiterer Hinweis</translation>
    </message>
    <message numerus="yes">
        <source>%n more notices</source>
        <translation>
            <numerusform>%n weiterer Hinweis</numerusform>
            <numerusform>%n weitere Hinweise</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ChannelMapEditor</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <comment>what is heard</comment>
        <translation>Jetzt: %1</translation>
    </message>
    <message>
        <source>Channel Map</source>
        <translation>Kanalzuordnung</translation>
    </message>
    <message>
        <source>Map in &amp;words</source>
        <translation>In &amp;Worten</translation>
    </message>
    <message>
        <source>all in order</source>
        <comment>channels, in the file</comment>
        <translation>alle</translation>
    </message>
    <message>
        <source>%1 in the file</source>
        <comment>a number</comment>
        <translation>%1 in der Datei</translation>
    </message>
    <message>
        <source>Channel Map – %1</source>
        <comment>a device</comment>
        <translation>Kanalzuordnung – %1</translation>
    </message>
    <message>
        <source>Enter puts it in force, Escape takes it back.</source>
        <translation>Eingabe setzt es in Kraft, Escape nimmt es zurück.</translation>
    </message>
    <message>
        <source>This map is not in force yet: channel %1. %2</source>
        <translation>Diese Zuordnung gilt noch nicht: Kanal %1. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n channels are concerned.</source>
        <translation>
            <numerusform>%n Kanal ist betroffen.</numerusform>
            <numerusform>%n Kanäle sind betroffen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Position names, #N for the device&apos;s channel N, “mono” or “silence”, with commas between.</source>
        <translation>Namen von Positionen, #N für Kanal N des Geräts, „mono“ oder „silence“, mit Kommas dazwischen.</translation>
    </message>
    <message>
        <source>A recording runs: the map stays as it is until the take is over. It can be read and copied.</source>
        <translation>Eine Aufnahme läuft: Die Zuordnung bleibt bis zu ihrem Ende, wie sie ist. Lesen und Kopieren geht.</translation>
    </message>
    <message>
        <source>The device is not there. Its map can be changed; levels come back with it.</source>
        <translation>Das Gerät ist nicht da. Seine Zuordnung lässt sich ändern; Pegel kommen mit ihm zurück.</translation>
    </message>
    <message>
        <source>The device is not there. Its map can be changed; it can be heard when it is back.</source>
        <translation>Das Gerät ist nicht da. Seine Zuordnung lässt sich ändern; zu hören ist es, wenn es wieder da ist.</translation>
    </message>
    <message>
        <source>&amp;Add Channel</source>
        <translation>Kanal &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove Channels</source>
        <translation>Kanäle &amp;entfernen</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>E&amp;infügen</translation>
    </message>
    <message>
        <source>&amp;Mute or Unmute</source>
        <translation>&amp;Stumm ein oder aus</translation>
    </message>
    <message>
        <source>Turn P&amp;olarity Over</source>
        <translation>&amp;Polarität umkehren</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Pre&amp;sets</source>
        <translation>&amp;Vorlagen</translation>
    </message>
    <message>
        <source>Sa&amp;ved Maps</source>
        <translation>&amp;Gespeicherte</translation>
    </message>
    <message>
        <source>Change Words</source>
        <translation>Worte ändern</translation>
    </message>
    <message>
        <source>First Channels</source>
        <translation>Erste Kanäle</translation>
    </message>
    <message>
        <source>The device has no %1.</source>
        <comment>positions</comment>
        <translation>Dem Gerät fehlt: %1.</translation>
    </message>
    <message>
        <source>No map is saved yet</source>
        <translation>Noch keine Zuordnung gespeichert</translation>
    </message>
    <message>
        <source>&amp;Save This Map…</source>
        <translation>Diese Zuordnung &amp;speichern …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Save Map</source>
        <translation>Zuordnung speichern</translation>
    </message>
    <message>
        <source>Name of this map. One with the same name is replaced; undo brings it back.</source>
        <translation>Name dieser Zuordnung. Eine gleichen Namens wird ersetzt; „Rückgängig“ holt sie zurück.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>The device is not there.</source>
        <translation>Das Gerät ist nicht da.</translation>
    </message>
    <message>
        <source>A recording would hear it.</source>
        <translation>Eine Aufnahme würde es hören.</translation>
    </message>
    <message>
        <source>First every channel needs a destination.</source>
        <translation>Erst braucht jeder Kanal ein Ziel.</translation>
    </message>
    <message>
        <source>Now: nothing, as the map says</source>
        <translation>Jetzt: nichts, wie die Zuordnung sagt</translation>
    </message>
    <message>
        <source>Now: all channels</source>
        <translation>Jetzt: alle Kanäle</translation>
    </message>
    <message>
        <source>The device is being opened…</source>
        <translation>Das Gerät wird geöffnet …</translation>
    </message>
    <message>
        <source>Press a loudspeaker to hear it alone.</source>
        <translation>Auf einen Lautsprecher drücken: er allein klingt.</translation>
    </message>
</context>
<context>
    <name>headroom::ChannelMapModel</name>
    <message>
        <source>not on this device</source>
        <translation>hat das Gerät nicht</translation>
    </message>
    <message>
        <source>no level</source>
        <translation>kein Pegel</translation>
    </message>
    <message>
        <source>%1 dBFS, highest %2 dBFS</source>
        <translation>%1 dBFS, höchster %2 dBFS</translation>
    </message>
    <message>
        <source>File channel %1</source>
        <translation>Dateikanal %1</translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation>Gerät: %1</translation>
    </message>
    <message>
        <source>No label</source>
        <translation>Keine Beschriftung</translation>
    </message>
    <message>
        <source>Label %1</source>
        <translation>Beschriftung %1</translation>
    </message>
    <message>
        <source>Gain %1 dB</source>
        <translation>Verstärkung %1 dB</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Not muted</source>
        <translation>Nicht stumm</translation>
    </message>
    <message>
        <source>Polarity inverted</source>
        <translation>Polarität umgekehrt</translation>
    </message>
    <message>
        <source>Polarity as it is</source>
        <translation>Polarität unverändert</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>Identify file channel %1</source>
        <translation>Dateikanal %1 hören</translation>
    </message>
    <message>
        <source>Drag, or Alt with the arrow keys: another place in the file</source>
        <translation>Ziehen, oder Alt mit den Pfeiltasten: ein anderer Platz in der Datei</translation>
    </message>
    <message>
        <source>Your own name of this channel</source>
        <translation>Ein eigener Name für diesen Kanal</translation>
    </message>
    <message>
        <source>Gain in dB: type it, drag it, or turn the wheel over the chosen cell</source>
        <translation>Verstärkung in dB: tippen, ziehen oder das Rad über der gewählten Zelle drehen</translation>
    </message>
    <message>
        <source>Mute: the channel stays, as silence</source>
        <translation>Stumm: Der Kanal bleibt, als Stille</translation>
    </message>
    <message>
        <source>Polarity: turned over</source>
        <translation>Polarität: umgekehrt</translation>
    </message>
    <message>
        <source>What the device delivers: %1</source>
        <translation>Was das Gerät liefert: %1</translation>
    </message>
    <message>
        <source>What is recorded: %1</source>
        <translation>Was aufgenommen wird: %1</translation>
    </message>
    <message>
        <source>Plays on this channel alone</source>
        <translation>Spielt auf diesem Kanal allein</translation>
    </message>
    <message>
        <source>Change Label</source>
        <translation>Beschriftung ändern</translation>
    </message>
    <message>
        <source>Ch</source>
        <comment>number of a file&apos;s channel, short</comment>
        <translation>Nr</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>Kommt von</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Geht an</translation>
    </message>
    <message>
        <source>Device</source>
        <comment>level of the device&apos;s channel</comment>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>Gain dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>M</source>
        <comment>mute, one letter</comment>
        <translation>M</translation>
    </message>
    <message>
        <source>File</source>
        <comment>level of the file&apos;s channel</comment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Channel of the file, counted from 0 as everywhere in Headroom</source>
        <translation>Kanal der Datei, von 0 an gezählt wie überall in Headroom</translation>
    </message>
    <message>
        <source>The device&apos;s channel that it comes from</source>
        <translation>Der Kanal des Geräts, von dem er kommt</translation>
    </message>
    <message>
        <source>The device&apos;s channel that it goes to</source>
        <translation>Der Kanal des Geräts, an den er geht</translation>
    </message>
    <message>
        <source>Level of the device&apos;s channel, before gain, mute and polarity</source>
        <translation>Pegel des Gerätekanals, vor Verstärkung, Stummschaltung und Polarität</translation>
    </message>
    <message>
        <source>Your own name of the channel</source>
        <translation>Ein eigener Name für den Kanal</translation>
    </message>
    <message>
        <source>Gain in dB</source>
        <translation>Verstärkung in dB</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Polarity</source>
        <translation>Polarität</translation>
    </message>
    <message>
        <source>Level as it is recorded, and its highest peak</source>
        <translation>Pegel, wie er aufgenommen wird, und sein höchster Spitzenwert</translation>
    </message>
    <message>
        <source>Identify</source>
        <translation>Hören</translation>
    </message>
    <message>
        <source>Move Channels</source>
        <translation>Kanäle verschieben</translation>
    </message>
    <message>
        <source>Mono (mean of all)</source>
        <translation>Mono (Mittel aller)</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>Alle Kanäle</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>Nirgendwohin</translation>
    </message>
    <message>
        <source>Change Source</source>
        <translation>Quelle ändern</translation>
    </message>
    <message>
        <source>Change Destination</source>
        <translation>Ziel ändern</translation>
    </message>
    <message>
        <source>Change Gain</source>
        <translation>Verstärkung ändern</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stumm aus</translation>
    </message>
    <message>
        <source>Change Polarity</source>
        <translation>Polarität ändern</translation>
    </message>
    <message>
        <source>Add Channels</source>
        <translation>Kanäle hinzufügen</translation>
    </message>
    <message>
        <source>Remove Channels</source>
        <translation>Kanäle entfernen</translation>
    </message>
    <message>
        <source>Paste Channels</source>
        <translation>Kanäle einfügen</translation>
    </message>
</context>
<context>
    <name>headroom::ChannelMeter</name>
    <message>
        <source>Clip %1</source>
        <comment>clip lamp, with a count</comment>
        <translation>Clip %1</translation>
    </message>
    <message>
        <source>%1
A click resets the maxima and the clip counts of this input.</source>
        <translation>%1
Ein Klick setzt Höchstwerte und Clip-Zähler dieses Eingangs zurück.</translation>
    </message>
    <message>
        <source>Level, %1</source>
        <translation>Pegel, %1</translation>
    </message>
    <message>
        <source>%1 dBFS</source>
        <translation>%1 dBFS</translation>
    </message>
    <message>
        <source>Highest peak %1 dBFS, RMS %2 dBFS, clips: %3</source>
        <translation>Höchster Spitzenwert %1 dBFS, RMS %2 dBFS, Übersteuerungen: %3</translation>
    </message>
</context>
<context>
    <name>headroom::DeviceDelegate</name>
    <message>
        <source>Default</source>
        <comment>device</comment>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Simulated</source>
        <comment>device</comment>
        <translation>Simuliert</translation>
    </message>
    <message>
        <source>Return</source>
        <comment>the key; it chooses this device</comment>
        <translation>Eingabe</translation>
    </message>
</context>
<context>
    <name>headroom::DeviceModel</name>
    <message>
        <source>Microphones</source>
        <translation>Mikrofone</translation>
    </message>
    <message>
        <source>Loopbacks (what a speaker plays)</source>
        <translation>Loopbacks (was ein Lautsprecher spielt)</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>Waiting for the device</source>
        <translation>Warten auf das Gerät</translation>
    </message>
    <message>
        <source>Could not be opened</source>
        <translation>Konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Opens when clicked</source>
        <translation>Öffnet auf Klick</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>%1
%2
Channels: %3
Identifier: %4</source>
        <translation>%1
%2
Kanäle: %3
Kennung: %4</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>Programs (what one of them plays)</source>
        <translation>Programme (was eines davon abspielt)</translation>
    </message>
    <message>
        <source>Has stopped playing · waiting</source>
        <translation>Spielt nichts mehr · wartet</translation>
    </message>
    <message>
        <source>Not connected · waiting</source>
        <translation>Nicht angeschlossen · wartet</translation>
    </message>
    <message>
        <source>Pinned: this device and no other is recorded. When it is gone, it is waited for.</source>
        <translation>Angeheftet: Dieses Gerät und kein anderes wird aufgenommen. Ist es weg, wird darauf gewartet.</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <comment>the default device</comment>
        <translation>Jetzt: %1</translation>
    </message>
    <message>
        <source>There is none now</source>
        <comment>default device</comment>
        <translation>Zurzeit gibt es keinen</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Systemstandard</translation>
    </message>
    <message>
        <source>Follows the system&apos;s default input, which is now “%1”.</source>
        <translation>Folgt dem Standardeingang des Systems; das ist jetzt „%1“.</translation>
    </message>
    <message>
        <source>Follows the system&apos;s default input. There is none now.</source>
        <translation>Folgt dem Standardeingang des Systems. Zurzeit gibt es keinen.</translation>
    </message>
    <message>
        <source>When the system&apos;s default moves to another device, so does this; a take goes on.</source>
        <translation>Wechselt der Standard des Systems zu einem anderen Gerät, so auch dieser Eintrag; eine Aufnahme läuft weiter.</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
</context>
<context>
    <name>headroom::DevicePanel</name>
    <message>
        <source>Search devices</source>
        <translation>Geräte suchen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Use Its Loopback</source>
        <translation>Seinen Loopback wählen</translation>
    </message>
    <message>
        <source>The input stays as it is while you record.</source>
        <translation>Während der Aufnahme bleibt der Eingang, wie er ist.</translation>
    </message>
    <message>
        <source>A speaker is an output and cannot be recorded itself; this one has no loopback.</source>
        <translation>Ein Lautsprecher ist ein Ausgang und selbst nicht aufnehmbar; dieser hat keinen Loopback.</translation>
    </message>
    <message>
        <source>A speaker is an output. What it plays is recorded from its loopback.</source>
        <translation>Ein Lautsprecher ist ein Ausgang. Was er spielt, wird über seinen Loopback aufgenommen.</translation>
    </message>
    <message>
        <source>No device is found by “%1”.</source>
        <translation>„%1“ findet kein Gerät.</translation>
    </message>
    <message>
        <source>There are:</source>
        <translation>Es gibt:</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Map and Identify…</source>
        <comment>a speaker&apos;s channels</comment>
        <translation>Zuordnen und erkennen…</translation>
    </message>
    <message>
        <source>Choose and Pin</source>
        <translation>Wählen und anheften</translation>
    </message>
    <message>
        <source>Channel Map…</source>
        <translation>Kanalzuordnung…</translation>
    </message>
    <message>
        <source>Channel Map and Identify…</source>
        <translation>Kanalzuordnung und Erkennen…</translation>
    </message>
</context>
<context>
    <name>headroom::Errors</name>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the entries of a list</comment>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>end of a list</comment>
        <translation>
            <numerusform>%1 und %n weiteres</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The device</source>
        <translation>Das Gerät</translation>
    </message>
    <message>
        <source>Plug it in again, or choose another device.</source>
        <translation>Schließen Sie es wieder an oder wählen Sie ein anderes Gerät.</translation>
    </message>
    <message>
        <source>Another program holds %1 for itself.</source>
        <translation>Ein anderes Programm hält %1 für sich allein.</translation>
    </message>
    <message>
        <source>the device</source>
        <translation>das Gerät</translation>
    </message>
    <message>
        <source>Close that program, then try again.</source>
        <translation>Schließen Sie dieses Programm und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>There is no such device.</source>
        <translation>Ein solches Gerät gibt es nicht.</translation>
    </message>
    <message>
        <source>No device matches %1.</source>
        <translation>Kein Gerät passt zu %1.</translation>
    </message>
    <message>
        <source>These are there: %1.</source>
        <translation>Vorhanden sind: %1.</translation>
    </message>
    <message>
        <source>Plug a device in, or check that the sound server knows it.</source>
        <translation>Schließen Sie ein Gerät an oder prüfen Sie, ob der Audioserver es kennt.</translation>
    </message>
    <message>
        <source>The system does not allow the use of %1.</source>
        <translation>Das System erlaubt die Benutzung von %1 nicht.</translation>
    </message>
    <message>
        <source>the sound device</source>
        <translation>dem Audiogerät</translation>
    </message>
    <message>
        <source>Allow Headroom to use the microphone in the system&apos;s privacy settings, then try again.</source>
        <translation>Erlauben Sie Headroom das Mikrofon in den Datenschutzeinstellungen des Systems und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>No sound server answers.</source>
        <translation>Kein Audioserver antwortet.</translation>
    </message>
    <message>
        <source>Start PulseAudio or PipeWire, or log in again; Headroom connects by itself.</source>
        <translation>Starten Sie PulseAudio oder PipeWire oder melden Sie sich neu an; Headroom verbindet sich von selbst.</translation>
    </message>
    <message>
        <source>%1 cannot hold this rate, number of channels or sample format.</source>
        <translation>%1 kann diese Abtastrate, Kanalzahl oder dieses Sampleformat nicht aufnehmen.</translation>
    </message>
    <message>
        <source>The format</source>
        <translation>Das Format</translation>
    </message>
    <message>
        <source>What fits: %1.</source>
        <translation>Es passt: %1.</translation>
    </message>
    <message>
        <source>Choose another format, WAV for example.</source>
        <translation>Wählen Sie ein anderes Format, zum Beispiel WAV.</translation>
    </message>
    <message>
        <source>The channel map cannot be read at %1.</source>
        <translation>Die Kanalzuordnung ist bei %1 nicht lesbar.</translation>
    </message>
    <message>
        <source>its beginning</source>
        <translation>ihrem Anfang</translation>
    </message>
    <message>
        <source>Write position names, numbers, “mono” or “silence”, with commas between; “headroom channels” lists the names.</source>
        <translation>Schreiben Sie Positionsnamen, Zahlen, „mono“ oder „silence“, durch Kommas getrennt; „headroom channels“ nennt die Namen.</translation>
    </message>
    <message>
        <source>The device has no channel %1.</source>
        <translation>Das Gerät hat keinen Kanal %1.</translation>
    </message>
    <message>
        <source>of that name</source>
        <translation>dieses Namens</translation>
    </message>
    <message>
        <source>It has: %1.</source>
        <translation>Es hat: %1.</translation>
    </message>
    <message>
        <source>Choose one of the channels it has.</source>
        <translation>Wählen Sie einen der vorhandenen Kanäle.</translation>
    </message>
    <message>
        <source>The ending of %1 names no known format.</source>
        <translation>Die Endung von %1 nennt kein bekanntes Format.</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>der Datei</translation>
    </message>
    <message>
        <source>Use one of these: %1.</source>
        <translation>Verwenden Sie eine von diesen: %1.</translation>
    </message>
    <message>
        <source>End the name with .wav.</source>
        <translation>Lassen Sie den Namen auf .wav enden.</translation>
    </message>
    <message>
        <source>%1 exists already and is not overwritten.</source>
        <translation>%1 gibt es schon und wird nicht überschrieben.</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>Choose another name; on the command line, --force overwrites it.</source>
        <translation>Wählen Sie einen anderen Namen; auf der Befehlszeile überschreibt --force.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Check the name and the folder.</source>
        <translation>Prüfen Sie den Namen und den Ordner.</translation>
    </message>
    <message>
        <source>%1 cannot be opened.</source>
        <translation>%1 lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Check that you may read it and that it is not on a disk that was removed.</source>
        <translation>Prüfen Sie, ob Sie sie lesen dürfen und ob der Datenträger noch angeschlossen ist.</translation>
    </message>
    <message>
        <source>%1 is damaged or is no sound file.</source>
        <translation>%1 ist beschädigt oder keine Audiodatei.</translation>
    </message>
    <message>
        <source>Check that it was copied whole and is not being written by another program.</source>
        <translation>Prüfen Sie, ob sie vollständig kopiert wurde und kein anderes Programm sie gerade schreibt.</translation>
    </message>
    <message>
        <source>Nothing can be written in %1.</source>
        <translation>In %1 lässt sich nichts schreiben.</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>dem Ordner</translation>
    </message>
    <message>
        <source>Choose another folder, or check that it exists and that you may write there.</source>
        <translation>Wählen Sie einen anderen Ordner oder prüfen Sie, ob es ihn gibt und ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>The disk did not take the data of %1.</source>
        <translation>Der Datenträger hat die Daten von %1 nicht angenommen.</translation>
    </message>
    <message>
        <source>Check the disk and its connection, and choose another folder before you record again.</source>
        <translation>Prüfen Sie den Datenträger und seine Verbindung und wählen Sie vor der nächsten Aufnahme einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Free some space, or choose a folder on another disk.</source>
        <translation>Geben Sie Platz frei oder wählen Sie einen Ordner auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>%1 cannot be used as a name.</source>
        <translation>%1 ist als Name nicht verwendbar.</translation>
    </message>
    <message>
        <source>This</source>
        <translation>Das</translation>
    </message>
    <message>
        <source>Possible is: %1.</source>
        <translation>Möglich ist: %1.</translation>
    </message>
    <message>
        <source>Choose another name, without slashes and control characters.</source>
        <translation>Wählen Sie einen anderen Namen ohne Schrägstriche und Steuerzeichen.</translation>
    </message>
    <message>
        <source>%1 is not possible.</source>
        <translation>%1 ist nicht möglich.</translation>
    </message>
    <message>
        <source>This value</source>
        <translation>Dieser Wert</translation>
    </message>
    <message>
        <source>Choose another value.</source>
        <translation>Wählen Sie einen anderen Wert.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The sound system</source>
        <translation>Das Audiosystem</translation>
    </message>
    <message>
        <source>Try again; if it happens again, restart the sound server.</source>
        <translation>Versuchen Sie es erneut; tritt es wieder auf, starten Sie den Audioserver neu.</translation>
    </message>
    <message>
        <source>The sound system reported a failure with %1.</source>
        <translation>Das Audiosystem meldet einen Fehler; betroffen: %1.</translation>
    </message>
    <message>
        <source>Try again, or choose another device; “headroom doctor” shows what works here.</source>
        <translation>Versuchen Sie es erneut oder wählen Sie ein anderes Gerät; „headroom doctor“ zeigt, was hier funktioniert.</translation>
    </message>
    <message>
        <source>Exclusive mode is not available for %1.</source>
        <translation>Den exklusiven Modus gibt es für %1 nicht.</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>dieses Gerät</translation>
    </message>
    <message>
        <source>Open it without exclusive mode.</source>
        <translation>Öffnen Sie es ohne exklusiven Modus.</translation>
    </message>
    <message>
        <source>What is to be played has %1 channels; the device or the channel map has %2.</source>
        <translation>Was abgespielt werden soll, hat %1 Kanäle; das Gerät oder die Kanalzuordnung hat %2.</translation>
    </message>
    <message>
        <source>Say with a channel map where each channel goes.</source>
        <translation>Sagen Sie mit einer Kanalzuordnung, wohin jeder Kanal geht.</translation>
    </message>
    <message>
        <source>%1 is the default now and was not opened: a headset would switch to hands-free.</source>
        <translation>%1 ist jetzt der Standard und wurde nicht geöffnet: Ein Headset würde auf Freisprechen umschalten.</translation>
    </message>
    <message>
        <source>Choose it yourself, or begin to record.</source>
        <translation>Wählen Sie es selbst, oder beginnen Sie aufzunehmen.</translation>
    </message>
</context>
<context>
    <name>headroom::FileNamesDialog</name>
    <message>
        <source>File Names</source>
        <translation>Dateinamen</translation>
    </message>
    <message>
        <source>&amp;Name of a take</source>
        <translation>&amp;Name einer Aufnahme</translation>
    </message>
    <message>
        <source>These words are filled in: %1</source>
        <translation>Diese Wörter werden ersetzt: %1</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <comment>preview of a file name</comment>
        <translation>Jetzt: %1</translation>
    </message>
    <message>
        <source>Use This Name</source>
        <translation>So benennen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Usual Name</source>
        <translation>Üblicher Name</translation>
    </message>
</context>
<context>
    <name>headroom::IdentifyBar</name>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>&amp;Repeat</source>
        <translation>&amp;Endlos</translation>
    </message>
    <message>
        <source>Pink noise</source>
        <translation>Rosa Rauschen</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Like speech</source>
        <translation>Wie Sprache</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>What is played. Noise in the rhythm of speech is found best by the ear.</source>
        <translation>Was gespielt wird. Rauschen im Rhythmus von Sprache ortet das Ohr am besten.</translation>
    </message>
    <message>
        <source> dBFS</source>
        <comment>after a number</comment>
        <translation> dBFS</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>How loud it is played: RMS level</source>
        <translation>Wie laut es gespielt wird: Effektivwert</translation>
    </message>
    <message>
        <source>Over and over until it is stopped</source>
        <translation>Immer wieder, bis es angehalten wird</translation>
    </message>
    <message>
        <source>&amp;Identify All</source>
        <translation>&amp;Alle hören</translation>
    </message>
</context>
<context>
    <name>headroom::MainWindow</name>
    <message>
        <source>● %1 – Headroom</source>
        <comment>recording, time</comment>
        <translation>● %1 – Headroom</translation>
    </message>
    <message>
        <source>Paused, %1 – Headroom</source>
        <comment>time</comment>
        <translation>Pause, %1 – Headroom</translation>
    </message>
    <message>
        <source>The disk is nearly full: it holds %1 of recording. Free some space, or choose a folder on another disk for the next take.</source>
        <translation>Der Datenträger ist fast voll: Er reicht noch für %1 Aufnahme. Geben Sie Platz frei oder wählen Sie für die nächste Aufnahme einen Ordner auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>Change Folder…</source>
        <translation>Ordner ändern …</translation>
    </message>
    <message>
        <source>“%1” is in the trash.</source>
        <translation>„%1“ liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Simulated devices: no sound server answers. Nothing you see or record here is real sound, and takes made now say so.</source>
        <translation>Simulierte Geräte: Kein Audioserver antwortet. Nichts, was hier zu sehen ist oder aufgenommen wird, ist echter Ton; jede solche Aufnahme ist entsprechend gekennzeichnet.</translation>
    </message>
    <message>
        <source>Simulated devices, as asked for. Nothing you see or record here is real sound, and takes made now say so.</source>
        <translation>Simulierte Geräte, wie gewünscht. Nichts, was hier zu sehen ist oder aufgenommen wird, ist echter Ton; jede solche Aufnahme ist entsprechend gekennzeichnet.</translation>
    </message>
    <message>
        <source>The sound server does not answer. Headroom waits for it; it returns by itself. The take goes on, and what is missing is noted in it.</source>
        <translation>Der Audioserver antwortet nicht. Headroom wartet; er kommt von selbst zurück. Die Aufnahme läuft weiter, und was fehlt, wird in ihr vermerkt.</translation>
    </message>
    <message>
        <source>The sound server does not answer. Headroom waits for it; the devices return by themselves.</source>
        <translation>Der Audioserver antwortet nicht. Headroom wartet; die Geräte kommen von selbst zurück.</translation>
    </message>
    <message>
        <source>“%1” is gone. Headroom waits; it is opened again as soon as it is back.</source>
        <translation>„%1“ ist weg. Headroom wartet und öffnet das Gerät, sobald es wieder da ist.</translation>
    </message>
    <message>
        <source>Last: %1</source>
        <comment>the last fault</comment>
        <translation>Zuletzt: %1</translation>
    </message>
    <message>
        <source>The take goes on. The missing part is silent in it, as long as it was, and is noted in the file.</source>
        <translation>Die Aufnahme läuft weiter. Das fehlende Stück ist darin in voller Länge still und in der Datei vermerkt.</translation>
    </message>
    <message>
        <source>The disk is slow: %1 wait in memory to be written. Nothing is lost so far.</source>
        <translation>Der Datenträger ist langsam: %1 warten im Speicher darauf, geschrieben zu werden. Bisher ist nichts verloren.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Aufnahme</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>An&amp;sicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Folder of the Recordings</source>
        <translation>Ordner der Aufnahmen</translation>
    </message>
    <message>
        <source>Move to Trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Move “%1” to the trash?</source>
        <translation>„%1“ in den Papierkorb legen?</translation>
    </message>
    <message>
        <source>It is %1 long (%2). A take cannot be repeated, but the trash gives it back.</source>
        <comment>length, size</comment>
        <translation>Länge %1 (%2). Eine Aufnahme lässt sich nicht wiederholen, aus dem Papierkorb aber zurückholen.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>A take is being recorded.</source>
        <translation>Eine Aufnahme läuft.</translation>
    </message>
    <message>
        <source>Headroom can finish the file properly and then quit.</source>
        <translation>Headroom kann die Datei ordentlich abschließen und sich danach beenden.</translation>
    </message>
    <message>
        <source>Finish and Quit</source>
        <translation>Abschließen und beenden</translation>
    </message>
    <message>
        <source>Keep Recording</source>
        <translation>Weiter aufnehmen</translation>
    </message>
    <message>
        <source>The system&apos;s default input is “%1” now. The take goes on with it.</source>
        <translation>Der Standardeingang des Systems ist jetzt „%1“. Die Aufnahme läuft damit weiter.</translation>
    </message>
    <message>
        <source>The system&apos;s default input is “%1” now.</source>
        <translation>Der Standardeingang des Systems ist jetzt „%1“.</translation>
    </message>
    <message>
        <source>The system has no default input now. Headroom waits for one.</source>
        <translation>Das System hat zurzeit keinen Standardeingang. Headroom wartet auf einen.</translation>
    </message>
    <message>
        <source>“%1” has stopped playing. Headroom waits; it goes on as soon as it plays.</source>
        <translation>„%1“ spielt nichts mehr. Headroom wartet; es geht weiter, sobald wieder etwas gespielt wird.</translation>
    </message>
    <message>
        <source>The take goes on, and what is missing is noted in it.</source>
        <translation>Die Aufnahme läuft weiter, und was fehlt, wird darin vermerkt.</translation>
    </message>
    <message>
        <source>The system gave “%1” another identifier than before, as it does in another socket. It is the only device of that name, so it is used.</source>
        <translation>Das System hat „%1“ eine andere Kennung gegeben als vorher, etwa an einem anderen Anschluss. Es ist das einzige Gerät dieses Namens und wird deshalb verwendet.</translation>
    </message>
    <message>
        <source>The take goes on in a new file, “%1”: the device has another rate or another number of channels now.</source>
        <translation>Die Aufnahme läuft in einer neuen Datei weiter, „%1“: Das Gerät hat jetzt eine andere Abtastrate oder eine andere Zahl von Kanälen.</translation>
    </message>
    <message>
        <source>The system&apos;s default moved, and the new one could not be opened: %1 “%2” goes on in its place.</source>
        <translation>Der Standard des Systems hat gewechselt, und der neue ließ sich nicht öffnen: %1 „%2“ läuft an seiner Stelle weiter.</translation>
    </message>
    <message>
        <source>The channel map of this device does not fit it any more.</source>
        <translation>Die Kanalzuordnung dieses Geräts passt nicht mehr zu ihm.</translation>
    </message>
    <message>
        <source>Open the Channel Map</source>
        <translation>Kanalzuordnung öffnen</translation>
    </message>
    <message>
        <source>Use the Device&apos;s Own Channels</source>
        <translation>Kanäle des Geräts verwenden</translation>
    </message>
</context>
<context>
    <name>headroom::MapDelegate</name>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>Gain in dB</source>
        <translation>Verstärkung in dB</translation>
    </message>
</context>
<context>
    <name>headroom::MapPresets</name>
    <message>
        <source>As the Device</source>
        <translation>Wie das Gerät</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>Stereo</translation>
    </message>
    <message>
        <source>Left and Right Swapped</source>
        <translation>Links und rechts vertauscht</translation>
    </message>
    <message>
        <source>Mono Mix</source>
        <translation>Mono-Mischung</translation>
    </message>
    <message>
        <source>5.1, Film Order: L C R Ls Rs LFE</source>
        <translation>5.1, Film: L C R Ls Rs LFE</translation>
    </message>
    <message>
        <source>5.1, SMPTE Order: L R C LFE Ls Rs</source>
        <translation>5.1, SMPTE: L R C LFE Ls Rs</translation>
    </message>
    <message>
        <source>5.1, DTS Order: L R Ls Rs C LFE</source>
        <translation>5.1, DTS: L R Ls Rs C LFE</translation>
    </message>
    <message>
        <source>7.1, Film Order: L C R Lss Rss Lsr Rsr LFE</source>
        <translation>7.1, Film: L C R Lss Rss Lsr Rsr LFE</translation>
    </message>
    <message>
        <source>7.1, SMPTE Order: L R C LFE Lss Rss Lsr Rsr</source>
        <translation>7.1, SMPTE: L R C LFE Lss Rss Lsr Rsr</translation>
    </message>
</context>
<context>
    <name>headroom::MapTable</name>
    <message>
        <source>Channels of the file</source>
        <translation>Kanäle der Datei</translation>
    </message>
</context>
<context>
    <name>headroom::MeterBridge</name>
    <message>
        <source>Level meters</source>
        <translation>Pegelanzeigen</translation>
    </message>
    <message>
        <source>Channel %1: %2</source>
        <translation>Kanal %1: %2</translation>
    </message>
    <message>
        <source>Clip</source>
        <comment>row of lamps</comment>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Max</source>
        <comment>row of numbers: highest peak</comment>
        <translation>Max</translation>
    </message>
    <message>
        <source>RMS</source>
        <translation>RMS</translation>
    </message>
</context>
<context>
    <name>headroom::MeterLegend</name>
    <message>
        <source>Full scale is 0 dBFS. RMS is the plain root mean square: a full-scale sine reads -3.0. The held peak stays for 1.5 s.</source>
        <translation>Vollaussteuerung ist 0 dBFS. RMS ist der reine Effektivwert: Ein voll ausgesteuerter Sinus zeigt -3,0. Der gehaltene Spitzenwert bleibt 1,5 s stehen.</translation>
    </message>
    <message>
        <source>dBFS, sample peak; RMS 300 ms</source>
        <translation>dBFS, Sample-Spitzenwert; RMS 300 ms</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>RMS</source>
        <translation>RMS</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
</context>
<context>
    <name>headroom::MeterPanel</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Begin the maxima and the clip counts anew (Ctrl+R)</source>
        <translation>Höchstwerte und Clip-Zähler neu beginnen (Strg+R)</translation>
    </message>
    <message>
        <source>Reset meters</source>
        <translation>Pegelanzeigen zurücksetzen</translation>
    </message>
    <message>
        <source>No input chosen</source>
        <translation>Kein Eingang gewählt</translation>
    </message>
    <message>
        <source>Its level shows here as soon as it is chosen.</source>
        <translation>Sein Pegel erscheint hier, sobald er gewählt ist.</translation>
    </message>
    <message>
        <source>Choose a microphone or a loopback at the left.</source>
        <translation>Wählen Sie links ein Mikrofon oder einen Loopback.</translation>
    </message>
    <message>
        <source>No input found</source>
        <translation>Kein Eingang gefunden</translation>
    </message>
    <message>
        <source>The system has no microphone and no loopback. Plug a device in; it is shown by itself.</source>
        <translation>Das System hat weder Mikrofon noch Loopback. Schließen Sie ein Gerät an; es erscheint von selbst.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>latency %1</source>
        <translation>Latenz %1</translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation>exklusiv</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>Could not be opened</source>
        <translation>Konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>This input is closed.</source>
        <translation>Dieser Eingang ist geschlossen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>This device opens when you ask for it: its microphone may switch a headset to the sound of a telephone for as long as it is open.</source>
        <translation>Dieses Gerät wird nur auf Wunsch geöffnet: Solange sein Mikrofon offen ist, klingt ein Headset womöglich wie ein Telefon.</translation>
    </message>
    <message>
        <source>Open Microphone</source>
        <translation>Mikrofon öffnen</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Systemstandard</translation>
    </message>
    <message>
        <source>There is none now</source>
        <translation>Zurzeit gibt es keinen</translation>
    </message>
    <message>
        <source>The system has no default input. As soon as it has one, that is opened. Or choose an input at the left.</source>
        <translation>Das System hat keinen Standardeingang. Sobald es einen hat, wird er geöffnet. Oder wählen Sie links einen Eingang.</translation>
    </message>
    <message>
        <source>Waiting for the system&apos;s default input. It is opened as soon as there is one.</source>
        <translation>Wartet auf den Standardeingang des Systems. Er wird geöffnet, sobald es einen gibt.</translation>
    </message>
    <message>
        <source>Waiting: “%1” has stopped playing. It is opened again as soon as it plays; nothing else is recorded in its place.</source>
        <translation>„%1“ spielt nichts mehr. Sobald wieder etwas gespielt wird, geht es weiter; nichts anderes wird dafür aufgenommen.</translation>
    </message>
    <message>
        <source>Waiting for “%1”: it is not connected. It is opened as soon as it is back; no other device takes its place.</source>
        <translation>„%1“ ist nicht angeschlossen. Sobald es wieder da ist, wird es geöffnet; kein anderes Gerät tritt an seine Stelle.</translation>
    </message>
    <message>
        <source>Use the System Default Instead</source>
        <translation>Systemstandard verwenden</translation>
    </message>
    <message>
        <source>Channel map: which channels are recorded, in which order (Ctrl+M)</source>
        <translation>Kanalzuordnung: welche Kanäle in welcher Reihenfolge aufgenommen werden (Strg+M)</translation>
    </message>
    <message>
        <source>Channel map: %1 (Ctrl+M)</source>
        <translation>Kanalzuordnung: %1 (Strg+M)</translation>
    </message>
    <message>
        <source>Channel map</source>
        <translation>Kanalzuordnung</translation>
    </message>
    <message>
        <source>Channel map: %1</source>
        <translation>Kanalzuordnung: %1</translation>
    </message>
    <message>
        <source>Map…</source>
        <comment>channel map</comment>
        <translation>Zuordnung…</translation>
    </message>
</context>
<context>
    <name>headroom::NamedMaps</name>
    <message>
        <source>Save Map “%1”</source>
        <translation>Zuordnung „%1“ speichern</translation>
    </message>
    <message>
        <source>Remove Map “%1”</source>
        <translation>Zuordnung „%1“ entfernen</translation>
    </message>
    <message>
        <source>The map is saved as “%1”.</source>
        <translation>Die Zuordnung ist als „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>The saved map “%1” is removed; undo brings it back.</source>
        <translation>Die gespeicherte Zuordnung „%1“ ist entfernt; „Rückgängig“ holt sie zurück.</translation>
    </message>
</context>
<context>
    <name>headroom::Numbers</name>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <comment>minutes, seconds</comment>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>hours, minutes</comment>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>more than 99 h</source>
        <comment>time left on the disk</comment>
        <translation>mehr als 99 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 kHz</source>
        <translation>%1 kHz</translation>
    </message>
    <message>
        <source>auxiliary %1</source>
        <comment>channel position</comment>
        <translation>Aux %1</translation>
    </message>
    <message>
        <source>mono</source>
        <comment>channel position</comment>
        <translation>Mono</translation>
    </message>
    <message>
        <source>front left</source>
        <comment>channel position</comment>
        <translation>vorne links</translation>
    </message>
    <message>
        <source>front right</source>
        <comment>channel position</comment>
        <translation>vorne rechts</translation>
    </message>
    <message>
        <source>front center</source>
        <comment>channel position</comment>
        <translation>vorne Mitte</translation>
    </message>
    <message>
        <source>rear center</source>
        <comment>channel position</comment>
        <translation>hinten Mitte</translation>
    </message>
    <message>
        <source>rear left</source>
        <comment>channel position</comment>
        <translation>hinten links</translation>
    </message>
    <message>
        <source>rear right</source>
        <comment>channel position</comment>
        <translation>hinten rechts</translation>
    </message>
    <message>
        <source>low frequency effects</source>
        <comment>channel position</comment>
        <translation>Tieftoneffekte (LFE)</translation>
    </message>
    <message>
        <source>front left of center</source>
        <comment>channel position</comment>
        <translation>vorne links der Mitte</translation>
    </message>
    <message>
        <source>front right of center</source>
        <comment>channel position</comment>
        <translation>vorne rechts der Mitte</translation>
    </message>
    <message>
        <source>side left</source>
        <comment>channel position</comment>
        <translation>seitlich links</translation>
    </message>
    <message>
        <source>side right</source>
        <comment>channel position</comment>
        <translation>seitlich rechts</translation>
    </message>
    <message>
        <source>top center</source>
        <comment>channel position</comment>
        <translation>oben Mitte</translation>
    </message>
    <message>
        <source>top front left</source>
        <comment>channel position</comment>
        <translation>oben vorne links</translation>
    </message>
    <message>
        <source>top front right</source>
        <comment>channel position</comment>
        <translation>oben vorne rechts</translation>
    </message>
    <message>
        <source>top front center</source>
        <comment>channel position</comment>
        <translation>oben vorne Mitte</translation>
    </message>
    <message>
        <source>top rear left</source>
        <comment>channel position</comment>
        <translation>oben hinten links</translation>
    </message>
    <message>
        <source>top rear right</source>
        <comment>channel position</comment>
        <translation>oben hinten rechts</translation>
    </message>
    <message>
        <source>top rear center</source>
        <comment>channel position</comment>
        <translation>oben hinten Mitte</translation>
    </message>
    <message>
        <source>channel %1</source>
        <comment>a channel without a position</comment>
        <translation>Kanal %1</translation>
    </message>
    <message>
        <source>raw</source>
        <comment>a file without a header</comment>
        <translation>roh</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>24 bit</source>
        <translation>24 Bit</translation>
    </message>
    <message>
        <source>32 bit</source>
        <translation>32 Bit</translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation>32 Bit Float</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Loopback</source>
        <translation>Loopback</translation>
    </message>
    <message>
        <source>1 channel</source>
        <translation>1 Kanal</translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <translation>
            <numerusform>%n Kanal</numerusform>
            <numerusform>%n Kanäle</numerusform>
        </translation>
    </message>
    <message>
        <source>Program</source>
        <comment>whose sound can be recorded</comment>
        <translation>Programm</translation>
    </message>
</context>
<context>
    <name>headroom::RoomView</name>
    <message>
        <source>Picture of the device&apos;s channels</source>
        <translation>Bild der Kanäle des Geräts</translation>
    </message>
    <message>
        <source>Picture of the loudspeakers</source>
        <translation>Bild der Lautsprecher</translation>
    </message>
    <message>
        <source>device channel #%1</source>
        <translation>Gerätekanal #%1</translation>
    </message>
    <message>
        <source>not in the file</source>
        <translation>nicht in der Datei</translation>
    </message>
    <message>
        <source>file channel %1</source>
        <comment>a number, or several</comment>
        <translation>Dateikanal %1</translation>
    </message>
    <message>
        <source>plays now</source>
        <translation>klingt jetzt</translation>
    </message>
    <message>
        <source>%1
Press to hear it.</source>
        <translation>%1
Drücken, um ihn zu hören.</translation>
    </message>
    <message>
        <source>Channels without a place</source>
        <translation>Kanäle ohne Platz</translation>
    </message>
</context>
<context>
    <name>headroom::ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Choose the input under the focus</source>
        <translation>Den Eingang unter dem Fokus wählen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>In the search: choose what it finds first</source>
        <translation>In der Suche: wählen, was sie zuerst findet</translation>
    </message>
    <message>
        <source>In the search: show all devices again</source>
        <translation>In der Suche: wieder alle Geräte zeigen</translation>
    </message>
</context>
<context>
    <name>headroom::TakeModel</name>
    <message>
        <source>%1 dBFS</source>
        <translation>%1 dBFS</translation>
    </message>
    <message>
        <source>%1 · simulated</source>
        <translation>%1 · simuliert</translation>
    </message>
    <message>
        <source>%1 ch · %2</source>
        <comment>channels, sample rate</comment>
        <translation>%1 Kan. · %2</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>Zustand: %1</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgenommen</translation>
    </message>
</context>
<context>
    <name>headroom::TakePanel</name>
    <message>
        <source>Takes</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>No takes in this folder yet. Press R, and what you record is listed here.</source>
        <translation>In diesem Ordner ist noch keine Aufnahme. Drücken Sie R; was Sie aufnehmen, steht dann hier.</translation>
    </message>
    <message>
        <source>Takes (%1)</source>
        <translation>Aufnahmen (%1)</translation>
    </message>
</context>
<context>
    <name>headroom::Takes</name>
    <message>
        <source>the computer was too busy to keep up</source>
        <translation>der Rechner war überlastet</translation>
    </message>
    <message>
        <source>the disk could not keep up</source>
        <translation>der Datenträger kam nicht nach</translation>
    </message>
    <message>
        <source>the device left samples out</source>
        <translation>das Gerät hat Samples ausgelassen</translation>
    </message>
    <message>
        <source>the device was asleep</source>
        <translation>das Gerät war im Ruhezustand</translation>
    </message>
    <message>
        <source>the device was gone</source>
        <translation>das Gerät war weg</translation>
    </message>
    <message>
        <source>the sound server was gone</source>
        <translation>der Audioserver war weg</translation>
    </message>
    <message>
        <source>the device&apos;s clock jumped</source>
        <translation>die Uhr des Geräts ist gesprungen</translation>
    </message>
    <message>
        <source>%1 missing at %2: %3.</source>
        <comment>length, time in the take, cause</comment>
        <translation>%1 fehlen bei %2: %3.</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>Es wurde nichts aufgenommen.</translation>
    </message>
    <message>
        <source>The recording ended early. “%1” is saved, %2.</source>
        <comment>file, length</comment>
        <translation>Die Aufnahme endete vorzeitig. „%1“ ist gespeichert, %2.</translation>
    </message>
    <message>
        <source>“%1” is saved, %2.</source>
        <comment>file, length</comment>
        <translation>„%1“ ist gespeichert, %2.</translation>
    </message>
    <message>
        <source>The missing parts are silent and noted in the file.</source>
        <translation>Die fehlenden Stücke sind still und in der Datei vermerkt.</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Nichts fehlt.</translation>
    </message>
    <message>
        <source>It comes from a simulated device.</source>
        <translation>Sie stammt von einem simulierten Gerät.</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <comment>state of a take</comment>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>state of a take</comment>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Complete</source>
        <comment>state of a take</comment>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Ended early</source>
        <comment>state of a take</comment>
        <translation>Vorzeitig beendet</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <comment>state of a take</comment>
        <translation>%1 fehlen</translation>
    </message>
    <message>
        <source>1 fault, %1 missing.</source>
        <translation>1 Fehler, %1 fehlen.</translation>
    </message>
    <message numerus="yes">
        <source>%n faults, %1 missing.</source>
        <translation>
            <numerusform>%n Fehler, %1 fehlen.</numerusform>
            <numerusform>%n Fehler, %1 fehlen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is in %n files.</source>
        <translation>
            <numerusform>Sie liegt in %n Datei.</numerusform>
            <numerusform>Sie liegt in %n Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>the system&apos;s default moved to another device</source>
        <translation>der Standard des Systems wechselte zu einem anderen Gerät</translation>
    </message>
</context>
<context>
    <name>headroom::TransportPanel</name>
    <message>
        <source>Recorded time</source>
        <translation>Aufgenommene Zeit</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Nimmt auf</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source>Pr&amp;e-roll</source>
        <translation>Vorla&amp;uf</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>Dateiformat</translation>
    </message>
    <message>
        <source>The format of the next take</source>
        <translation>Format der nächsten Aufnahme</translation>
    </message>
    <message>
        <source>Sample format</source>
        <translation>Sampleformat</translation>
    </message>
    <message>
        <source>How each sample is stored</source>
        <translation>Wie jedes Sample gespeichert wird</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>pre-roll</comment>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Pre-roll in seconds</source>
        <translation>Vorlauf in Sekunden</translation>
    </message>
    <message>
        <source>How much of what was heard before Record is pressed belongs to the take</source>
        <translation>Wie viel von dem, was vor dem Drücken von „Aufnehmen“ zu hören war, zur Aufnahme gehört</translation>
    </message>
    <message>
        <source>Record the chosen input (R)</source>
        <translation>Den gewählten Eingang aufnehmen (R)</translation>
    </message>
    <message>
        <source>R again stops the recording</source>
        <translation>Erneut R beendet die Aufnahme</translation>
    </message>
    <message>
        <source>Stop and save the take (R or Ctrl+.)</source>
        <translation>Beenden und speichern (R oder Strg+.)</translation>
    </message>
    <message>
        <source>Go on in the same file (P)</source>
        <translation>In derselben Datei weiter (P)</translation>
    </message>
    <message>
        <source>Leave out what comes until you resume (P)</source>
        <translation>Auslassen, was bis zum Fortsetzen kommt (P)</translation>
    </message>
    <message>
        <source>Mark this place in the take (M)</source>
        <translation>Diese Stelle der Aufnahme markieren (M)</translation>
    </message>
    <message>
        <source>Choose an input first</source>
        <translation>Zuerst einen Eingang wählen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Waiting for the first sample</source>
        <translation>Warten auf das erste Sample</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Closing the file…</source>
        <translation>Datei wird geschlossen …</translation>
    </message>
    <message>
        <source>%1 (simulated)</source>
        <comment>file name</comment>
        <translation>%1 (simuliert)</translation>
    </message>
    <message>
        <source>1 marker</source>
        <translation>1 Marke</translation>
    </message>
    <message numerus="yes">
        <source>%n markers</source>
        <translation>
            <numerusform>%n Marke</numerusform>
            <numerusform>%n Marken</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>time that the disk still holds</comment>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 free</source>
        <comment>room on the disk</comment>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>Recordings go to %1. Click to change the folder.</source>
        <translation>Aufnahmen liegen in %1. Klicken, um den Ordner zu ändern.</translation>
    </message>
    <message>
        <source>Recordings folder: %1</source>
        <translation>Ordner der Aufnahmen: %1</translation>
    </message>
    <message>
        <source>The input is not open</source>
        <translation>Der Eingang ist nicht offen</translation>
    </message>
    <message>
        <source>Part %1: %2</source>
        <comment>number, file name</comment>
        <translation>Teil %1: %2</translation>
    </message>
</context>
</TS>
