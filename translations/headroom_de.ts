<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
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
        <source>Stop after so many seconds</source>
        <translation>Nach so vielen Sekunden aufhören</translation>
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
</context>
<context>
    <name>CommandSession</name>
    <message>
        <source>headroom: No sound server answers; these are SIMULATED devices. %1</source>
        <translation>headroom: Kein Tonserver antwortet; dies sind SIMULIERTE Geräte. %1</translation>
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
</context>
<context>
    <name>RunWindow</name>
    <message>
        <source>There is no display to open a window on. Use a command instead, for example: headroom record take.wav</source>
        <translation>Es gibt keinen Bildschirm für ein Fenster. Nehmen Sie stattdessen einen Befehl, zum Beispiel: headroom record take.wav</translation>
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
        <translation>Stecken Sie es wieder ein, oder wählen Sie ein anderes Gerät.</translation>
    </message>
    <message>
        <source>Another program holds %1 for itself.</source>
        <translation>Ein anderes Programm hält %1 für sich.</translation>
    </message>
    <message>
        <source>the device</source>
        <translation>das Gerät</translation>
    </message>
    <message>
        <source>Close that program, then try again.</source>
        <translation>Schließen Sie jenes Programm, und versuchen Sie es noch einmal.</translation>
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
        <translation>Da sind: %1.</translation>
    </message>
    <message>
        <source>Plug a device in, or check that the sound server knows it.</source>
        <translation>Stecken Sie ein Gerät ein, oder prüfen Sie, ob der Tonserver es kennt.</translation>
    </message>
    <message>
        <source>The system does not allow the use of %1.</source>
        <translation>Das System erlaubt es nicht, %1 zu benutzen.</translation>
    </message>
    <message>
        <source>the sound device</source>
        <translation>das Tongerät</translation>
    </message>
    <message>
        <source>Allow Headroom to use the microphone in the system&apos;s privacy settings, then try again.</source>
        <translation>Erlauben Sie Headroom das Mikrofon in den Datenschutzeinstellungen des Systems, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>No sound server answers.</source>
        <translation>Kein Tonserver antwortet.</translation>
    </message>
    <message>
        <source>Start PulseAudio or PipeWire, or log in again; Headroom connects by itself.</source>
        <translation>Starten Sie PulseAudio oder PipeWire, oder melden Sie sich neu an; Headroom verbindet sich von selbst.</translation>
    </message>
    <message>
        <source>%1 cannot hold this rate, number of channels or sample format.</source>
        <translation>%1 kann diese Abtastrate, Kanalzahl oder dieses Abtastformat nicht fassen.</translation>
    </message>
    <message>
        <source>The format</source>
        <translation>Das Format</translation>
    </message>
    <message>
        <source>What fits: %1.</source>
        <translation>Was passt: %1.</translation>
    </message>
    <message>
        <source>Choose another format, WAV for example.</source>
        <translation>Wählen Sie ein anderes Format, zum Beispiel WAV.</translation>
    </message>
    <message>
        <source>%1 is not available on this system.</source>
        <translation>%1 gibt es auf diesem System nicht.</translation>
    </message>
    <message>
        <source>This mode</source>
        <translation>Diesen Modus</translation>
    </message>
    <message>
        <source>Try again without it.</source>
        <translation>Versuchen Sie es ohne.</translation>
    </message>
    <message>
        <source>The channel map cannot be read at %1.</source>
        <translation>Die Kanalzuordnung ist nicht zu lesen; Stelle: %1.</translation>
    </message>
    <message>
        <source>its beginning</source>
        <translation>ihr Anfang</translation>
    </message>
    <message>
        <source>Write position names, numbers, “mono” or “silence”, with commas between; “headroom channels” lists the names.</source>
        <translation>Schreiben Sie Namen von Positionen, Nummern, „mono“ oder „silence“, mit Kommas dazwischen; „headroom channels“ listet die Namen auf.</translation>
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
        <translation>Wählen Sie einen der Kanäle, die es hat.</translation>
    </message>
    <message>
        <source>The ending of %1 names no known format.</source>
        <translation>Die Endung nennt kein bekanntes Format: %1.</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>die Datei</translation>
    </message>
    <message>
        <source>Use one of these: %1.</source>
        <translation>Nehmen Sie eine von diesen: %1.</translation>
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
        <translation>Wählen Sie einen anderen Namen; auf der Befehlszeile überschreibt --force sie.</translation>
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
        <translation>Prüfen Sie, ob Sie sie lesen dürfen und ob sie nicht auf einem entfernten Datenträger liegt.</translation>
    </message>
    <message>
        <source>%1 is damaged or is no sound file.</source>
        <translation>%1 ist beschädigt oder keine Tondatei.</translation>
    </message>
    <message>
        <source>“headroom repair” can mend a recording that a crash left behind.</source>
        <translation>„headroom repair“ kann eine Aufnahme richten, die ein Absturz hinterließ.</translation>
    </message>
    <message>
        <source>Nothing can be written in %1.</source>
        <translation>Hier kann nichts geschrieben werden: %1.</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>der Ordner</translation>
    </message>
    <message>
        <source>Choose another folder, or check that it exists and that you may write there.</source>
        <translation>Wählen Sie einen anderen Ordner, oder prüfen Sie, ob es ihn gibt und ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>The disk did not take the data of %1.</source>
        <translation>Der Datenträger nahm die Daten nicht an: %1.</translation>
    </message>
    <message>
        <source>Check the disk and its connection, and choose another folder before you record again.</source>
        <translation>Prüfen Sie den Datenträger und seinen Anschluss, und wählen Sie einen anderen Ordner, bevor Sie wieder aufnehmen.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Free some space, or choose a folder on another disk.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie einen Ordner auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>%1 cannot be used as a name.</source>
        <translation>%1 ist als Name nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>This</source>
        <translation>Dies</translation>
    </message>
    <message>
        <source>Possible is: %1.</source>
        <translation>Möglich ist: %1.</translation>
    </message>
    <message>
        <source>Choose another name, without slashes and control characters.</source>
        <translation>Wählen Sie einen anderen Namen, ohne Schrägstriche und Steuerzeichen.</translation>
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
        <translation>%1 antwortete nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>The sound system</source>
        <translation>Das Tonsystem</translation>
    </message>
    <message>
        <source>Try again; if it happens again, restart the sound server.</source>
        <translation>Versuchen Sie es noch einmal; geschieht es wieder, starten Sie den Tonserver neu.</translation>
    </message>
    <message>
        <source>The sound system reported a failure with %1.</source>
        <translation>Das Tonsystem meldete einen Fehler; betroffen: %1.</translation>
    </message>
    <message>
        <source>Try again, or choose another device; “headroom doctor” shows what works here.</source>
        <translation>Versuchen Sie es noch einmal, oder wählen Sie ein anderes Gerät; „headroom doctor“ zeigt, was hier geht.</translation>
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
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation>
            <numerusform>%n Kanal</numerusform>
            <numerusform>%n Kanäle</numerusform>
        </translation>
    </message>
    <message>
        <source>auxiliary %1</source>
        <comment>channel position</comment>
        <translation>Zusatzkanal %1</translation>
    </message>
    <message>
        <source>mono</source>
        <comment>channel position</comment>
        <translation>mono</translation>
    </message>
    <message>
        <source>front left</source>
        <comment>channel position</comment>
        <translation>vorn links</translation>
    </message>
    <message>
        <source>front right</source>
        <comment>channel position</comment>
        <translation>vorn rechts</translation>
    </message>
    <message>
        <source>front center</source>
        <comment>channel position</comment>
        <translation>vorn Mitte</translation>
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
        <translation>Tieftoneffekte</translation>
    </message>
    <message>
        <source>front left of center</source>
        <comment>channel position</comment>
        <translation>vorn links der Mitte</translation>
    </message>
    <message>
        <source>front right of center</source>
        <comment>channel position</comment>
        <translation>vorn rechts der Mitte</translation>
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
        <translation>oben vorn links</translation>
    </message>
    <message>
        <source>top front right</source>
        <comment>channel position</comment>
        <translation>oben vorn rechts</translation>
    </message>
    <message>
        <source>top front center</source>
        <comment>channel position</comment>
        <translation>oben vorn Mitte</translation>
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
        <translation>32 Bit Gleitkomma</translation>
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
</context>
<context>
    <name>headroom::Takes</name>
    <message>
        <source>the computer was too busy to keep up</source>
        <translation>der Rechner war zu beschäftigt</translation>
    </message>
    <message>
        <source>the disk could not keep up</source>
        <translation>der Datenträger kam nicht nach</translation>
    </message>
    <message>
        <source>the device left samples out</source>
        <translation>das Gerät ließ Abtastwerte aus</translation>
    </message>
    <message>
        <source>the device was asleep</source>
        <translation>das Gerät schlief</translation>
    </message>
    <message>
        <source>the device was gone</source>
        <translation>das Gerät war weg</translation>
    </message>
    <message>
        <source>the sound server was gone</source>
        <translation>der Tonserver war weg</translation>
    </message>
    <message>
        <source>the device&apos;s clock jumped</source>
        <translation>die Uhr des Geräts sprang</translation>
    </message>
    <message>
        <source>%1 missing at %2: %3.</source>
        <comment>length, time in the take, cause</comment>
        <translation>%1 fehlen bei %2: %3.</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s), %1 missing.</source>
        <translation>
            <numerusform>%n Lücke, %1 fehlen.</numerusform>
            <numerusform>%n Lücken, %1 fehlen.</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>It is in %n file(s).</source>
        <translation>
            <numerusform>Sie liegt in %n Datei.</numerusform>
            <numerusform>Sie liegt in %n Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>The missing parts are silent and noted in the file.</source>
        <translation>Was fehlt, ist still und in der Datei vermerkt.</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Es fehlt nichts.</translation>
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
</context>
</TS>
