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
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
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
      filter_(model),
      search_(new QLineEdit(this)),
      view_(new DeviceView(this)),
      nothing_(new QLabel(this)),
      hint_(new QWidget(this)),
      hintText_(new QLabel(hint_)),
      hintButton_(new QPushButton(hint_)),
      hintMap_(new QPushButton(hint_)),
      lock_(new QLabel(this)),
      lockIcon_(new QLabel(this)),
      lockRow_(new QWidget(this)) {
    setObjectName(QStringLiteral("devicePanel"));
    setAttribute(Qt::WA_StyledBackground);
    search_->setPlaceholderText(tr("Search devices"));
    search_->setAccessibleName(search_->placeholderText());
    search_->setClearButtonEnabled(true);
    searchIcon_ = search_->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);

    view_->setModel(&filter_);
    view_->setItemDelegate(new DeviceDelegate(view_));
    view_->setAccessibleName(tr("Devices"));
    view_->expandAll();
    buildHints();

    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(space::medium, space::medium, space::medium, space::small);
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

    connectSearch();
    connect(&model_, &DeviceModel::listAboutToChange, this, &DevicePanel::noteView);
    connect(&model_, &DeviceModel::listChanged, this, &DevicePanel::restoreView);

    arrowTimer_.setSingleShot(true);
    arrowTimer_.setInterval(250);
    connect(&arrowTimer_, &QTimer::timeout, this, [this] { chooseAt(reached_, false); });
    connect(view_, &DeviceView::reached, this, [this](const QModelIndex& index) {
        reached_ = index;
        arrowTimer_.start();
    });
    connect(view_, &DeviceView::meant, this, [this](const QModelIndex& index) {
        arrowTimer_.stop();
        chooseAt(index, true);
    });
    connect(hintButton_, &QPushButton::clicked, this, [this] {
        hint_->hide();
        emit inputChosen(hintLoopback_, true);
        showChosen();
    });
    connect(hintMap_, &QPushButton::clicked, this, [this] {
        if (const Device* meant = deviceAt(hintSpeaker_))
            emit mapRequested(Device(*meant));
    });
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view_, &QWidget::customContextMenuRequested, this, &DevicePanel::showMenu);
    themeChanged();
}

// As in TakePanel: the tree goes before the proxy that it shows.
DevicePanel::~DevicePanel() {
    delete view_;
}

void DevicePanel::buildHints() {
    nothing_->setTextFormat(Qt::PlainText);
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
    hintColumn->addWidget(hintMap_);
    hintButton_->setText(tr("Use Its Loopback"));
    hintMap_->setText(tr("Map and Identify…", "a speaker's channels"));
    hint_->hide();

    lock_->setText(tr("The input stays as it is while you record."));
    lock_->setWordWrap(true);
    lock_->setProperty("muted", true);
    auto* lockLine = new QHBoxLayout(lockRow_);
    lockLine->setContentsMargins(space::medium, space::small, space::medium, space::small);
    lockLine->addWidget(lockIcon_, 0, Qt::AlignTop);
    lockLine->addWidget(lock_, 1);
    lockRow_->hide();
}

void DevicePanel::connectSearch() {
    search_->installEventFilter(this);
    connect(&filter_, &DeviceFilter::matchesChanged, this, &DevicePanel::refreshMatches);
    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        filter_.setSearch(text);
        // The first one found is where the arrow keys begin; without a search it is what was chosen.
        if (const QModelIndex first = filter_.firstMatch(); first.isValid())
            view_->setCurrentIndex(first);
        else
            showChosen();
    });
    connect(search_, &QLineEdit::returnPressed, this, &DevicePanel::chooseFirstMatch);
}

void DevicePanel::refreshMatches() {
    view_->expandAll();
    const bool none = !filter_.search().isEmpty() && filter_.rowCount() == 0;
    if (none) {
        constexpr qsizetype most = 8;
        QStringList names = filter_.offers();
        const qsizetype more = names.size() - most;
        if (more > 0)
            names = names.mid(0, most);
        QString text = tr("No device is found by “%1”.").arg(filter_.search());
        if (!names.isEmpty())
            text += QStringLiteral("\n\n") + tr("There are:") + QStringLiteral("\n• ") +
                    names.join(QStringLiteral("\n• "));
        if (more > 0)
            text += QStringLiteral("\n") + tr("and %1 more").arg(more);
        nothing_->setText(text);
    }
    nothing_->setVisible(none);
    view_->viewport()->update();
}

bool DevicePanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != search_ || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        if (search_->text().isEmpty())
            break;
        search_->clear();
        return true;
    case Qt::Key_Down: view_->setFocus(Qt::TabFocusReason); return true;
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

void DevicePanel::chooseFirstMatch() {
    view_->setFocus(Qt::TabFocusReason);
    const QModelIndex first = filter_.firstMatch();
    if (!first.isValid() || view_->isLocked())
        return;
    view_->setCurrentIndex(first);
    chooseAt(first, true);
}

void DevicePanel::noteView() {
    shown_.clear();
    current_ = view_->currentIndex();
    scrolled_ = view_->verticalScrollBar()->value();
    for (QModelIndex index = view_->indexAt(QPoint(1, 1)); index.isValid();
         index = view_->indexBelow(index)) {
        const QRect rect = view_->visualRect(index);
        if (rect.top() > view_->viewport()->height())
            break;
        shown_.push_back({index, rect.top()});
    }
}

void DevicePanel::restoreView() {
    view_->expandAll();
    view_->settle();
    // A view takes the neighbour of a row that goes; what a person chose is the better place.
    const bool wasSomewhere = view_->currentIndex().isValid();
    if (wasSomewhere && !current_.isValid())
        showChosen();
    // At the top it stays at the top. Elsewhere what was seen stays where it was.
    if (scrolled_ == 0) {
        view_->verticalScrollBar()->setValue(0);
        return;
    }
    for (const Shown& row : shown_) {
        if (!row.index.isValid())
            continue;
        view_->verticalScrollBar()->setValue(view_->verticalScrollBar()->value() +
                                             view_->visualRect(row.index).top() - row.top);
        break;
    }
}

void DevicePanel::chooseAt(const QModelIndex& index, bool asked) {
    if (index.data(DeviceModel::FollowRole).toBool()) {
        hint_->hide();
        emit defaultChosen(asked);
        return;
    }
    const QString id = index.data(DeviceModel::IdRole).toString();
    if (id.isEmpty())
        return;
    if (!(index.flags() & Qt::ItemIsSelectable)) {
        explainSpeaker(index);
        return;
    }
    hint_->hide();
    emit inputChosen(id, asked);
}

const Device* DevicePanel::deviceAt(const QModelIndex& index) const {
    return model_.deviceAt(filter_.mapToSource(index));
}

const Device* DevicePanel::focusedDevice() const {
    return view_->hasFocus() ? deviceAt(view_->currentIndex()) : nullptr;
}

void DevicePanel::showMenu(const QPoint& at) {
    const QPersistentModelIndex index(view_->indexAt(at));
    const Device* device = deviceAt(index);
    if (device == nullptr)
        return;
    const bool isInput = device->isInput();
    auto* menu = new QMenu(view_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (isInput)
        connect(menu->addAction(tr("Choose and Pin")), &QAction::triggered, this,
                [this, index] { chooseAt(index, true); });
    else if (const QString loopback = model_.loopbackOf(QString::fromStdString(device->id));
             !loopback.isEmpty())
        connect(menu->addAction(tr("Use Its Loopback")), &QAction::triggered, this,
                [this, loopback] { emit inputChosen(loopback, true); });
    for (QAction* action : menu->actions())
        action->setEnabled(!view_->isLocked());
    QAction* map = menu->addAction(isInput ? tr("Channel Map…") : tr("Channel Map and Identify…"));
    connect(map, &QAction::triggered, this, [this, index] {
        if (const Device* meant = deviceAt(index))
            emit mapRequested(Device(*meant));
    });
    menu->popup(view_->viewport()->mapToGlobal(at));
}

void DevicePanel::explainSpeaker(const QModelIndex& index) {
    hintSpeaker_ = index;
    hintLoopback_ = model_.loopbackOf(index.data(DeviceModel::IdRole).toString());
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
    const QModelIndex index = filter_.mapFromSource(model_.chosenIndex());
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
