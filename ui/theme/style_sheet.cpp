// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_sheet.h"

#include <utility>

namespace headroom {

namespace {

// Names in {braces} are replaced by colours. Lengths are logical pixels on the grid of 4.
constexpr auto rules = R"(
QToolTip { background: {raised}; color: {text}; border: 1px solid {outline}; padding: 4px 6px; }

QMainWindow::separator { width: 0; height: 0; }
QSplitter::handle { background: {border}; }
QSplitter::handle:hover { background: {accent}; }

QMenuBar { background: {window}; border-bottom: 1px solid {border}; padding: 1px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: {selected}; }
QMenu { background: {panel}; border: 1px solid {outline}; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::item:selected { background: {selected}; color: {text}; }
QMenu::item:disabled { color: {disabled}; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: {border}; margin: 4px 8px; }

QLineEdit, QComboBox, QDoubleSpinBox {
    background: {panel}; color: {text}; border: 1px solid {outline}; border-radius: 5px;
    padding: 3px 7px; min-height: 20px; selection-background-color: {accent}; selection-color: {onAccent};
}
QLineEdit:focus, QComboBox:focus, QDoubleSpinBox:focus { border: 2px solid {accent}; padding: 2px 6px; }
QLineEdit:disabled, QComboBox:disabled, QDoubleSpinBox:disabled {
    color: {disabled}; background: {window}; border: 1px dashed {border};
}
QComboBox { padding-right: 2px; }
QComboBox:focus { padding-right: 1px; }
QComboBox::drop-down { border: none; width: 18px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(:/headroom/icons/chevron-down-{theme}.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: {panel}; border: 1px solid {outline}; outline: none;
    selection-background-color: {selected}; selection-color: {text}; }
QDoubleSpinBox { padding-right: 16px; }
QDoubleSpinBox:focus { padding-right: 15px; }
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { border: none; background: transparent; width: 16px; }
QDoubleSpinBox::up-arrow { image: url(:/headroom/icons/chevron-up-{theme}.svg); width: 10px; height: 10px; }
QDoubleSpinBox::down-arrow { image: url(:/headroom/icons/chevron-down-{theme}.svg); width: 10px; height: 10px; }

QPushButton {
    background: {raised}; color: {text}; border: 1px solid {outline}; border-radius: 5px;
    padding: 4px 12px; min-height: 20px;
}
QPushButton:hover { background: {selected}; }
QPushButton:pressed { background: {border}; }
QPushButton:focus { border: 2px solid {accent}; padding: 3px 11px; }
QPushButton:default { border-color: {accent}; }
QPushButton:disabled { color: {disabled}; border: 1px dashed {border}; background: {window}; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QToolButton { background: transparent; color: {text}; border: 1px solid transparent; border-radius: 5px; padding: 3px 6px; }
QToolButton:hover { background: {selected}; }
QToolButton:pressed { background: {border}; }
QToolButton:focus { border: 2px solid {accent}; padding: 2px 5px; }
QToolButton:disabled { color: {disabled}; }

QToolButton[menuButton="true"] { border: 1px solid {outline}; background: {raised}; padding: 3px 20px 3px 8px; }
QToolButton[menuButton="true"]:hover { background: {selected}; }
QToolButton[menuButton="true"]:focus { border: 2px solid {accent}; padding: 2px 19px 2px 7px; }
QToolButton[menuButton="true"]:disabled { border: 1px dashed {border}; background: {window}; }
QToolButton[menuButton="true"]::menu-indicator { image: url(:/headroom/icons/chevron-down-{theme}.svg);
    subcontrol-origin: padding; subcontrol-position: center right; width: 12px; height: 12px; right: 5px; }

QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus { border: 2px solid {bad}; padding: 2px 6px; }

QCheckBox { spacing: 6px; }
QCheckBox:focus { color: {accent}; }

#mapTable { background: {panel}; border: none; outline: none; }
#mapTable QLineEdit, #mapTable QComboBox, #mapTable QDoubleSpinBox { border: 2px solid {accent}; border-radius: 3px;
    padding: 0 5px; min-height: 0; }
#mapTable QComboBox QLineEdit { border: none; padding: 0; }
#mapPicture { background: {panel}; }

QTreeView { background: {panel}; border: none; outline: none; }
QTreeView::item { padding: 3px 4px; border: none; }
QTreeView::item:hover { background: {window}; }
QTreeView::item:selected { background: {selected}; color: {text}; }
QHeaderView { background: {panel}; border: none; }
QHeaderView::section { background: {panel}; color: {muted}; border: none; border-bottom: 1px solid {border};
    padding: 4px 6px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: {scroll}; border-radius: 4px; margin: 1px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: {outline}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QLabel[muted="true"] { color: {muted}; }
QLabel[title="true"] { font-weight: 600; }
#devicePanel, #meterPanel, #takePanel { background: {panel}; }
#transport { background: {window}; border-top: 1px solid {border}; }
#transport[recording="true"] { border-top: 2px solid {record}; }
)";

} // namespace

QString styleSheetOf(const Colors& c) {
    QString sheet = QString::fromLatin1(rules);
    const QColor scroll = c.dark ? c.border.lighter(140) : c.border.darker(112);
    const std::pair<const char*, QColor> names[] = {
        {"{window}", c.window},     {"{panel}", c.panel},       {"{raised}", c.raised},
        {"{border}", c.border},     {"{outline}", c.outline},   {"{text}", c.text},
        {"{muted}", c.muted},       {"{disabled}", c.disabled}, {"{accent}", c.accent},
        {"{onAccent}", c.onAccent}, {"{record}", c.record},     {"{selected}", c.selected},
        {"{scroll}", scroll},       {"{bad}", c.bad},
    };
    for (const auto& [name, color] : names)
        sheet.replace(QLatin1String(name), color.name());
    return sheet.replace(QLatin1String("{theme}"), c.dark ? QLatin1String("dark") : QLatin1String("light"));
}

} // namespace headroom
