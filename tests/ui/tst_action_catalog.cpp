// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/action_catalog.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace headroom;

class TestActionCatalog : public QObject {
    Q_OBJECT

private slots:
    void everyActionHasItsRow() {
        int row = 0;
        for (const ActionSpec& spec : ActionCatalog::specs())
            QCOMPARE(static_cast<int>(spec.id), row++);
        QCOMPARE(row, static_cast<int>(ActionId::Count));
    }

    void namesAreUnique() {
        QSet<QString> names;
        for (const ActionSpec& spec : ActionCatalog::specs()) {
            QVERIFY2(!names.contains(QLatin1String(spec.name)), spec.name);
            names.insert(QLatin1String(spec.name));
        }
    }

    void shortcutsAreValidAndUnique() {
        QSet<QString> keys;
        for (const ActionSpec& spec : ActionCatalog::specs()) {
            if (*spec.shortcut == '\0')
                continue;
            const QKeySequence sequence =
                QKeySequence::fromString(QLatin1String(spec.shortcut), QKeySequence::PortableText);
            QVERIFY2(!sequence.isEmpty() && sequence[0].key() != Qt::Key_unknown, spec.shortcut);
            QVERIFY2(!keys.contains(sequence.toString()), spec.shortcut);
            keys.insert(sequence.toString());
        }
        QVERIFY(keys.size() > 8);
    }

    void iconsExist() {
        for (const ActionSpec& spec : ActionCatalog::specs())
            if (*spec.icon != '\0')
                QVERIFY2(
                    QFile::exists(QStringLiteral(":/headroom/icons/%1.svg").arg(QLatin1String(spec.icon))),
                    spec.icon);
    }

    void theTransportHasTheKeysThatItPromises() {
        QObject owner;
        const ActionCatalog actions(&owner);
        QCOMPARE(actions[ActionId::Record]->shortcut(), QKeySequence(Qt::Key_R));
        QCOMPARE(actions[ActionId::Pause]->shortcut(), QKeySequence(Qt::Key_P));
        QCOMPARE(actions[ActionId::Marker]->shortcut(), QKeySequence(Qt::Key_M));
        QVERIFY(!actions[ActionId::Record]->autoRepeat());
    }
};

QTEST_MAIN(TestActionCatalog)
#include "tst_action_catalog.moc"
