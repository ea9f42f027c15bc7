// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/translation_rules.h"

#include <QLocale>
#include <QRegularExpression>
#include <QString>
#include <QXmlStreamReader>

#include <algorithm>

namespace headroom::house {

namespace {

struct Message {
    QString context;
    QString source;
    QString type; ///< "unfinished", "vanished", "obsolete" or nothing
    bool numerus = false;
    QStringList forms; ///< one, or as many as the language has plurals
};

/// %1 and %L1 are the same place; a plural form may leave out %n ("one file").
QStringList placeHolders(const QString& text, bool withCount) {
    static const QRegularExpression holder("%L?(\\d\\d?|n)");
    QStringList found;
    for (auto it = holder.globalMatch(text); it.hasNext();) {
        const QString name = it.next().captured(1);
        if (withCount || name != QLatin1String("n"))
            found.append(name);
    }
    found.sort();
    found.removeDuplicates();
    return found;
}

/// How many plural forms a language has, as Qt counts them. Only the languages that are here; another one is
/// to be looked up and added with its file.
int pluralForms(QLocale::Language language) {
    switch (language) {
    case QLocale::English:
    case QLocale::German: return 2;
    default: return 0;
    }
}

Message readMessage(QXmlStreamReader& xml, const QString& context) {
    Message message;
    message.context = context;
    message.numerus = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText(QXmlStreamReader::IncludeChildElements);
        } else if (xml.name() == QLatin1String("translation")) {
            message.type = xml.attributes().value(QLatin1String("type")).toString();
            if (!message.numerus) {
                message.forms.append(xml.readElementText(QXmlStreamReader::IncludeChildElements));
                continue;
            }
            while (xml.readNextStartElement())
                message.forms.append(xml.readElementText(QXmlStreamReader::IncludeChildElements));
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QStringList judge(const Message& message, int plurals) {
    QStringList wrong;
    const auto say = [&](const QString& what) {
        wrong.append(QStringLiteral("%1: \"%2\": %3").arg(message.context, message.source, what));
    };
    if (!message.type.isEmpty())
        say(message.type);
    if (message.numerus && message.forms.size() != plurals)
        say(QStringLiteral("%1 plural forms of %2").arg(message.forms.size()).arg(plurals));
    if (message.forms.isEmpty() ||
        std::any_of(message.forms.begin(), message.forms.end(),
                    [](const QString& form) { return form.trimmed().isEmpty(); })) {
        say(QStringLiteral("empty"));
        return wrong;
    }
    for (const QString& form : message.forms) {
        if (placeHolders(form, !message.numerus) != placeHolders(message.source, !message.numerus))
            say(QStringLiteral("other place holders in \"%1\"").arg(form));
    }
    return wrong;
}

} // namespace

QStringList incompleteTranslations(const QByteArray& ts, int* messages) {
    QXmlStreamReader xml(ts);
    if (!xml.readNextStartElement() || xml.name() != QLatin1String("TS"))
        return {QStringLiteral("not a .ts file")};
    const int plurals =
        pluralForms(QLocale(xml.attributes().value(QLatin1String("language")).toString()).language());
    if (plurals == 0)
        return {QStringLiteral("no language that is known here")};
    QStringList wrong;
    while (xml.readNextStartElement()) {
        if (xml.name() != QLatin1String("context")) {
            xml.skipCurrentElement();
            continue;
        }
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name")) {
                context = xml.readElementText();
            } else if (xml.name() == QLatin1String("message")) {
                wrong += judge(readMessage(xml, context), plurals);
                if (messages != nullptr)
                    ++*messages;
            } else {
                xml.skipCurrentElement();
            }
        }
    }
    if (xml.hasError())
        wrong.append(QStringLiteral("not a .ts file: ") + xml.errorString());
    return wrong;
}

} // namespace headroom::house
