// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/map_delegate.h"

#include "ui/dialogs/map_table.h"
#include "ui/meters/meter_scale.h"
#include "ui/theme/digits.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>

namespace headroom {

namespace {

using Column = ChannelMapModel::Column;

constexpr int side = space::small;
constexpr int iconSize = 16;
constexpr int longestLabel = 64;

QFont smallFont(const QFont& font) {
    QFont result = font;
    if (font.pointSizeF() > 0)
        result.setPointSizeF(font.pointSizeF() * 0.88);
    return result;
}

const ChannelMapModel& modelOf(const QModelIndex& index) {
    return *static_cast<const ChannelMapModel*>(index.model());
}

} // namespace

MapDelegate::MapDelegate(MapTable& table) : QStyledItemDelegate(&table), table_(table) {}

QRect MapDelegate::arrowRect(const QRect& cell) {
    return {cell.right() - 21, cell.top(), 20, cell.height()};
}

void MapDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    const Colors& c = Theme::colors();
    painter->save();
    const QRect cell = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    const bool plays = table_.playingRow() == index.row();
    painter->fillRect(cell, selected || plays ? c.selected : c.panel);
    if (plays && index.column() == Column::Number)
        painter->fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), c.accent);
    painter->setPen(c.border);
    painter->drawLine(cell.bottomLeft(), cell.bottomRight());
    painter->setFont(option.font);
    switch (index.column()) {
    case Column::Number: paintNumber(*painter, cell, index, hover); break;
    case Column::Source: paintSource(*painter, cell, index); break;
    case Column::DeviceLevel:
    case Column::FileLevel: paintBar(*painter, cell, index); break;
    case Column::Mute:
    case Column::Polarity: paintSwitch(*painter, cell, index); break;
    case Column::Identify: paintPlay(*painter, cell, index, hover); break;
    default: paintText(*painter, cell, index); break;
    }
    if (table_.hasFocus() && table_.currentIndex() == index) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(c.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -2), 3, 3);
    }
    painter->restore();
}

void MapDelegate::paintNumber(QPainter& painter, const QRect& cell, const QModelIndex& index,
                              bool hover) const {
    const Colors& c = Theme::colors();
    const bool locked = modelOf(index).isLocked();
    if (!locked) {
        // Six dots: this can be taken and moved.
        painter.setPen(Qt::NoPen);
        painter.setBrush(hover ? c.muted : c.outline);
        painter.setRenderHint(QPainter::Antialiasing);
        for (int column = 0; column < 2; ++column)
            for (int dot = -1; dot <= 1; ++dot)
                painter.drawEllipse(QPointF(cell.left() + 9 + column * 4.5, cell.center().y() + dot * 4.5),
                                    1.1, 1.1);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.setPen(c.muted);
    drawTabular(painter, cell.adjusted(0, 0, -6, 0), Qt::AlignRight, QString::number(index.row()));
}

void MapDelegate::paintSource(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    const Colors& c = Theme::colors();
    const QString problem = index.data(ChannelMapModel::ProblemRole).toString();
    const QString tag = index.data(ChannelMapModel::TagRole).toString();
    QString text = index.data(Qt::DisplayRole).toString();
    QRect line = cell.adjusted(side, 0, -side, 0);
    if (!modelOf(index).isLocked()) {
        const QRect arrow = arrowRect(cell);
        painter.drawPixmap(
            arrow.center().x() - 5, arrow.center().y() - 5,
            iconPixmap(QStringLiteral("chevron-down"), c.muted, 12, painter.device()->devicePixelRatioF()));
        line.setRight(arrow.left() - 2);
    }
    if (!problem.isEmpty()) {
        painter.drawPixmap(
            line.left(), line.center().y() - iconSize / 2 + 1,
            iconPixmap(QStringLiteral("error"), c.bad, iconSize, painter.device()->devicePixelRatioF()));
        line.setLeft(line.left() + iconSize + space::tiny);
        // With a meter beside it, the words stand there.
        if (table_.isColumnHidden(Column::DeviceLevel))
            text += QStringLiteral(" – ") + problem;
    }
    const QFontMetrics metrics = painter.fontMetrics();
    if (!tag.isEmpty() && tag != text) {
        const QFont font = painter.font();
        painter.setFont(smallFont(font));
        const int width = tabularWidth(painter.fontMetrics(), QStringLiteral("#88"));
        painter.setPen(c.muted);
        drawTabular(painter, QRect(line.right() - width, line.top(), width, line.height()), Qt::AlignRight,
                    tag);
        painter.setFont(font);
        line.setRight(line.right() - width - space::tiny);
    }
    painter.setPen(problem.isEmpty() ? c.text : c.bad);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideRight, line.width()));
}

void MapDelegate::paintBar(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    const Colors& c = Theme::colors();
    const ChannelMapModel& model = modelOf(index);
    const bool ofDevice = index.column() == Column::DeviceLevel;
    const QString problem = index.data(ChannelMapModel::ProblemRole).toString();
    const auto words = [&](const QString& text, const QColor& color) {
        painter.setFont(smallFont(painter.font()));
        painter.setPen(color);
        const QRect line = cell.adjusted(6, 0, -2, 0);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
    };
    if (ofDevice && !problem.isEmpty()) {
        words(problem, c.bad);
        return;
    }
    if (ofDevice && !model.deviceChannel(index.row())) {
        const bool mean = model.map()[static_cast<std::size_t>(index.row())].kind == MapEntry::Kind::Mono;
        words(mean ? tr("all together") : QStringLiteral("–"), c.muted);
        return;
    }
    const QRect bar = table_.barRect(index, cell);
    paintLevelBar(painter, bar, table_.barPixels(index));
    const QString number = table_.barNumber(index, cell);
    if (number.isEmpty())
        return;
    const ChannelLevel* level = model.fileLevel(index.row());
    painter.setPen(level->maxPeakDb >= meter_scale::topDb   ? c.bad
                   : level->maxPeakDb > meter_scale::highDb ? c.warn
                                                            : c.muted);
    drawTabular(painter, QRect(bar.right(), cell.top(), cell.right() - bar.right() - 6, cell.height()),
                Qt::AlignRight, number);
}

void MapDelegate::paintSwitch(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    const Colors& c = Theme::colors();
    const bool mute = index.column() == Column::Mute;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const int size = std::min(22, cell.height() - 6);
    QRectF box(0, 0, size + 2, size);
    box.moveCenter(QRectF(cell).center());
    painter.setRenderHint(QPainter::Antialiasing);
    // On: filled. Off: a mere frame.
    const QColor fill = mute ? c.warn : c.accent;
    painter.setPen(QPen(on ? fill : modelOf(index).isLocked() ? c.border : c.outline, 1));
    painter.setBrush(on ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box, 4, 4);
    QFont font = smallFont(painter.font());
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(on ? c.panel : c.muted);
    painter.drawText(box, Qt::AlignCenter,
                     index.model()->headerData(index.column(), Qt::Horizontal).toString());
}

void MapDelegate::paintPlay(QPainter& painter, const QRect& cell, const QModelIndex& index,
                            bool hover) const {
    const Colors& c = Theme::colors();
    const bool plays = table_.playingRow() == index.row();
    const bool can = table_.identifyPossible() && !modelOf(index).problem(index.row());
    const QColor color = plays ? c.accent : !can ? c.disabled : hover ? c.text : c.muted;
    const int size = plays ? 20 : 18;
    painter.drawPixmap(
        cell.center().x() - size / 2, cell.center().y() - size / 2,
        iconPixmap(QStringLiteral("speaker"), color, size, painter.device()->devicePixelRatioF()));
}

void MapDelegate::paintText(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    const Colors& c = Theme::colors();
    const QString text = index.data(Qt::DisplayRole).toString();
    if (index.column() == Column::Gain) {
        const bool unity = index.data(Qt::EditRole).toDouble() == 0.0;
        painter.setPen(unity ? c.muted : c.text);
        drawTabular(painter, cell.adjusted(0, 0, -space::medium, 0), Qt::AlignRight, text);
        return;
    }
    const QRect line = cell.adjusted(side, 0, -side, 0);
    painter.setPen(c.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

QWidget* MapDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                   const QModelIndex& index) const {
    auto* self = const_cast<MapDelegate*>(this);
    switch (index.column()) {
    case Column::Source: {
        auto* box = new QComboBox(parent);
        box->setObjectName(QStringLiteral("sourceEditor"));
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        for (const ChannelMapModel::Choice& choice : modelOf(index).choices())
            box->addItem(choice.text, QString::fromStdString(formatMapEntry(choice.entry)));
        box->completer()->setFilterMode(Qt::MatchContains);
        box->completer()->setCompletionMode(QCompleter::PopupCompletion);
        box->setAccessibleName(tr("Source"));
        box->setMaxVisibleItems(16);
        connect(box, &QComboBox::activated, self, [self, box] {
            emit self->commitData(box);
            emit self->closeEditor(box);
        });
        return box;
    }
    case Column::Label: {
        auto* edit = new QLineEdit(parent);
        edit->setObjectName(QStringLiteral("labelEditor"));
        edit->setMaxLength(longestLabel);
        edit->setAccessibleName(tr("Label"));
        return edit;
    }
    case Column::Gain: {
        auto* spin = new QDoubleSpinBox(parent);
        spin->setObjectName(QStringLiteral("gainEditor"));
        spin->setRange(minMapGainDb, maxMapGainDb);
        spin->setDecimals(1);
        spin->setSingleStep(0.5);
        spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
        spin->setAlignment(Qt::AlignRight);
        spin->setAccessibleName(tr("Gain in dB"));
        return spin;
    }
    default: return nullptr;
    }
}

void MapDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    if (auto* box = qobject_cast<QComboBox*>(editor)) {
        const int known = box->findData(index.data(Qt::EditRole));
        box->setCurrentIndex(known);
        if (known < 0)
            box->setEditText(index.data(Qt::EditRole).toString());
        box->lineEdit()->selectAll();
    } else if (auto* spin = qobject_cast<QDoubleSpinBox*>(editor)) {
        spin->setValue(index.data(Qt::EditRole).toDouble());
        spin->selectAll();
    } else if (auto* edit = qobject_cast<QLineEdit*>(editor)) {
        edit->setText(index.data(Qt::EditRole).toString());
    }
}

void MapDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    if (auto* box = qobject_cast<QComboBox*>(editor)) {
        model->setData(index, box->currentText());
    } else if (auto* spin = qobject_cast<QDoubleSpinBox*>(editor)) {
        spin->interpretText();
        model->setData(index, spin->value());
    } else if (auto* edit = qobject_cast<QLineEdit*>(editor)) {
        model->setData(index, edit->text());
    }
}

void MapDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                       const QModelIndex&) const {
    editor->setGeometry(option.rect.adjusted(0, 0, 0, -1));
}

} // namespace headroom
