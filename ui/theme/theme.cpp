// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/style_sheet.h"

#include <QApplication>
#include <QStyleFactory>

namespace headroom {

namespace {

// Painting code asks for colours in every paint event; the theme is a property of the whole application, as
// its palette is.
const Colors* inForce = nullptr;

} // namespace

Theme::Theme(QObject* parent) : QObject(parent) {
    if (QStyle* fusion = QStyleFactory::create(QStringLiteral("Fusion")))
        QApplication::setStyle(fusion);
    connect(&system_, &SystemScheme::changed, this, [this] {
        if (choice_ == ThemeChoice::System)
            applyColors();
    });
    applyColors();
}

Theme::~Theme() = default;

void Theme::setChoice(ThemeChoice choice) {
    if (choice == choice_)
        return;
    choice_ = choice;
    applyColors();
}

Scheme Theme::scheme() const {
    switch (choice_) {
    case ThemeChoice::Light: return Scheme::Light;
    case ThemeChoice::Dark: return Scheme::Dark;
    case ThemeChoice::System: break;
    }
    return system_.scheme();
}

const Colors& Theme::colors() {
    return inForce != nullptr ? *inForce : lightColors();
}

void Theme::applyColors() {
    const Colors& wanted = scheme() == Scheme::Dark ? darkColors() : lightColors();
    if (inForce == &wanted && !qApp->styleSheet().isEmpty())
        return;
    inForce = &wanted;
    QApplication::setPalette(paletteOf(wanted));
    qApp->setStyleSheet(styleSheetOf(wanted));
    emit changed();
}

} // namespace headroom
