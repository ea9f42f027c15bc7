<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AnalyzeCommand</name>
    <message numerus="yes">
        <source>  channel %1: peak %2 dBFS, RMS %3 dBFS, %n clip(s)</source>
        <translation>
            <numerusform>  channel %1: peak %2 dBFS, RMS %3 dBFS, %n clip</numerusform>
            <numerusform>  channel %1: peak %2 dBFS, RMS %3 dBFS, %n clips</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoctorCommand</name>
    <message numerus="yes">
        <source>%n microphone(s)</source>
        <translation>
            <numerusform>%n microphone</numerusform>
            <numerusform>%n microphones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loopback(s)</source>
        <translation>
            <numerusform>%n loopback</numerusform>
            <numerusform>%n loopbacks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordCommand</name>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n fault</numerusform>
            <numerusform>%n faults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::BannerStack</name>
    <message numerus="yes">
        <source>%n more notices</source>
        <translation>
            <numerusform>%n more notice</numerusform>
            <numerusform>%n more notices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::ChannelMapEditor</name>
    <message numerus="yes">
        <source>%n channels are concerned.</source>
        <translation>
            <numerusform>%n channel is concerned.</numerusform>
            <numerusform>%n channels are concerned.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::Errors</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>end of a list</comment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::Numbers</name>
    <message numerus="yes">
        <source>%n channels</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::Takes</name>
    <message numerus="yes">
        <source>%n faults, %1 missing.</source>
        <translation>
            <numerusform>%n fault, %1 missing.</numerusform>
            <numerusform>%n faults, %1 missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is in %n files.</source>
        <translation>
            <numerusform>It is in %n file.</numerusform>
            <numerusform>It is in %n files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headroom::TransportPanel</name>
    <message numerus="yes">
        <source>%n markers</source>
        <translation>
            <numerusform>%n marker</numerusform>
            <numerusform>%n markers</numerusform>
        </translation>
    </message>
</context>
</TS>
