// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/device_panel.h"

#include "ui/panels/device_delegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace headroom {

DeviceView::DeviceView(QWidget* parent) : QTreeView(parent) {
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setExpandsOnDoubleClick(false);
    setIndentation(0);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    setTextElideMode(Qt::ElideMiddle);
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (!locked_)
            emit meant(index);
    });
}

void DeviceView::setLocked(bool locked) {
    locked_ = locked;
    viewport()->update();
}

QItemSelectionModel::SelectionFlags DeviceView::selectionCommand(const QModelIndex& index,
                                                                 const QEvent* event) const {
    if (locked_ || !(index.flags() & Qt::ItemIsSelectable))
        return QItemSelectionModel::NoUpdate;
    return QTreeView::selectionCommand(index, event);
}

void DeviceView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) {
        if (currentIndex().isValid() && !locked_)
            emit meant(currentIndex());
        return;
    }
    const QScopedValueRollback guard(byKey_, true);
    QTreeView::keyPressEvent(event);
}

void DeviceView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    if (byKey_ && !locked_ && current.isValid())
        emit reached(current);
}

DevicePanel::DevicePanel(DeviceModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      search_(new QLineEdit(this)),
      view_(new DeviceView(this)),
      nothing_(new QLabel(this)),
      hint_(new QWidget(this)),
      hintText_(new QLabel(hint_)),
      hintButton_(new QPushButton(hint_)),
      lock_(new QLabel(this)),
      lockIcon_(new QLabel(this)),
      lockRow_(new QWidget(this)) {
    setObjectName(QStringLiteral("devicePanel"));
    setAttribute(Qt::WA_StyledBackground);
    filter_.setSourceModel(&model_);

    search_->setPlaceholderText(tr("Search devices"));
    search_->setAccessibleName(search_->placeholderText());
    search_->setClearButtonEnabled(true);
    searchIcon_ = search_->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);

    view_->setModel(&filter_);
    view_->setItemDelegate(new DeviceDelegate(view_));
    view_->setAccessibleName(tr("Devices"));
    view_->expandAll();
    nothing_->setText(tr("No device matches the search."));
    nothing_->setProperty("muted", true);
    nothing_->setWordWrap(true);
    nothing_->setContentsMargins(space::medium, 0, space::medium, space::small);
    nothing_->hide();

    hintText_->setWordWrap(true);
    hintText_->setTextFormat(Qt::PlainText);
    auto* hintColumn = new QVBoxLayout(hint_);
    hintColumn->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    hintColumn->addWidget(hintText_);
    hintColumn->addWidget(hintButton_);
    hintButton_->setText(tr("Use Its Loopback"));
    hint_->hide();

    lock_->setText(tr("The input stays as it is while you record."));
    lock_->setWordWrap(true);
    lock_->setProperty("muted", true);
    auto* lockLine = new QHBoxLayout(lockRow_);
    lockLine->setContentsMargins(space::medium, space::small, space::medium, space::small);
    lockLine->addWidget(lockIcon_, 0, Qt::AlignTop);
    lockLine->addWidget(lock_, 1);
    lockRow_->hide();

    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(space::medium, space::medium, space::medium, space::tiny);
    searchRow->addWidget(search_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(searchRow);
    column->addWidget(nothing_);
    column->addWidget(view_, 1);
    column->addWidget(hint_);
    column->addWidget(lockRow_);
    setMinimumWidth(190);

    const auto refresh = [this] {
        view_->expandAll();
        nothing_->setVisible(filter_.rowCount() == 0 && !search_->text().isEmpty());
    };
    connect(&filter_, &QAbstractItemModel::rowsInserted, this, refresh);
    connect(&filter_, &QAbstractItemModel::rowsRemoved, this, refresh);
    connect(search_, &QLineEdit::textChanged, this, [this, refresh](const QString& text) {
        filter_.setSearch(text);
        refresh();
        showChosen();
    });
    // From the search field one key leads into the list.
    connect(search_, &QLineEdit::returnPressed, this, [this] { view_->setFocus(Qt::TabFocusReason); });

    arrowTimer_.setSingleShot(true);
    arrowTimer_.setInterval(250);
    connect(&arrowTimer_, &QTimer::timeout, this, [this] { chooseAt(view_->currentIndex(), false); });
    connect(view_, &DeviceView::reached, this, [this] { arrowTimer_.start(); });
    connect(view_, &DeviceView::meant, this, [this](const QModelIndex& index) {
        arrowTimer_.stop();
        chooseAt(index, true);
    });
    connect(hintButton_, &QPushButton::clicked, this, [this] {
        hint_->hide();
        emit inputChosen(hintLoopback_, true);
        showChosen();
    });
    themeChanged();
}

// As in TakePanel: the tree goes before the proxy that it shows.
DevicePanel::~DevicePanel() {
    delete view_;
}

void DevicePanel::chooseAt(const QModelIndex& index, bool asked) {
    const QString id = index.data(DeviceModel::IdRole).toString();
    if (id.isEmpty())
        return;
    if (!(index.flags() & Qt::ItemIsSelectable)) {
        explainSpeaker(id);
        return;
    }
    hint_->hide();
    emit inputChosen(id, asked);
}

void DevicePanel::explainSpeaker(const QString& id) {
    hintLoopback_ = model_.loopbackOf(id);
    hintText_->setText(
        hintLoopback_.isEmpty()
            ? tr("A speaker is an output and cannot be recorded itself; this one has no loopback.")
            : tr("A speaker is an output. What it plays is recorded from its loopback."));
    hintButton_->setVisible(!hintLoopback_.isEmpty());
    hint_->show();
}

void DevicePanel::setLocked(bool locked) {
    view_->setLocked(locked);
    if (locked)
        arrowTimer_.stop();
    lockRow_->setVisible(locked);
    if (locked)
        hint_->hide();
}

void DevicePanel::showChosen() {
    const QModelIndex index = filter_.mapFromSource(model_.indexOf(model_.chosen()));
    if (index.isValid()) {
        if (view_->currentIndex() != index)
            view_->setCurrentIndex(index);
    } else {
        view_->selectionModel()->clearSelection();
    }
}

void DevicePanel::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void DevicePanel::themeChanged() {
    const Colors& c = Theme::colors();
    searchIcon_->setIcon(coloredIcon(QStringLiteral("search"), c.muted));
    lockIcon_->setPixmap(iconPixmap(QStringLiteral("lock"), c.muted, 16, devicePixelRatioF()));
    view_->viewport()->update();
}

} // namespace headroom
