// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/take_panel.h"

#include "ui/panels/action_catalog.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace headroom {

namespace {

/// A picture before the state: complete and missing are told apart by shape, word and colour.
class TakeDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() == TakeModel::Name) {
            option->textElideMode = Qt::ElideMiddle;
            return;
        }
        if (index.column() != TakeModel::State)
            return;
        const Colors& c = Theme::colors();
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(16, 16);
        switch (static_cast<TakeModel::Badge>(index.data(TakeModel::BadgeRole).toInt())) {
        case TakeModel::Badge::Complete:
            option->icon = coloredIcon(QStringLiteral("complete"), c.good);
            break;
        case TakeModel::Badge::Missing: option->icon = coloredIcon(QStringLiteral("missing"), c.warn); break;
        case TakeModel::Badge::Unknown: option->icon = coloredIcon(QStringLiteral("unknown"), c.muted); break;
        case TakeModel::Badge::Unreadable: option->icon = coloredIcon(QStringLiteral("error"), c.bad); break;
        }
        if (index.data(TakeModel::SimulatedRole).toBool())
            option->icon = coloredIcon(QStringLiteral("simulated"), c.warn);
    }
};

QToolButton* buttonFor(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

TakePanel::TakePanel(TakeModel& model, const ActionCatalog& actions, QWidget* parent)
    : QWidget(parent),
      model_(model),
      title_(new QLabel(this)),
      view_(new QTreeView(this)),
      nothing_(new QLabel(this)),
      menu_(new QMenu(this)) {
    setObjectName(QStringLiteral("takePanel"));
    setAttribute(Qt::WA_StyledBackground);
    sorted_.setSourceModel(&model_);
    sorted_.setSortRole(TakeModel::SortRole);
    sorted_.setSortCaseSensitivity(Qt::CaseInsensitive);
    sorted_.setSortLocaleAware(true);

    title_->setProperty("title", true);
    view_->setModel(&sorted_);
    view_->setItemDelegate(new TakeDelegate(view_));
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setSortingEnabled(true);
    view_->sortByColumn(TakeModel::Modified, Qt::DescendingOrder);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    view_->setAccessibleName(tr("Takes"));
    view_->setMinimumHeight(44);
    view_->header()->setStretchLastSection(false);
    view_->header()->setSectionsMovable(false);
    view_->header()->setHighlightSections(false);
    // The columns' widths follow their contents; they cannot be dragged, so that no column gets lost.
    view_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view_->header()->setSectionResizeMode(TakeModel::Name, QHeaderView::Stretch);
    view_->header()->setMinimumSectionSize(56);
    nothing_->setText(tr("No takes in this folder yet. Press R, and what you record is listed here."));
    nothing_->setWordWrap(true);
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setProperty("muted", true);
    nothing_->setContentsMargins(space::large, 0, space::large, 0);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(space::large, space::small, space::medium, 2);
    head->setSpacing(2);
    head->addWidget(title_, 1);
    for (const ActionId id : {ActionId::OpenTake, ActionId::RevealTake, ActionId::DeleteTake}) {
        head->addWidget(buttonFor(actions[id], this));
        menu_->addAction(actions[id]);
    }
    stack_ = new QStackedLayout;
    stack_->addWidget(nothing_);
    stack_->addWidget(view_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    // The cells' own margin brings the text in line with the title.
    auto* list = new QHBoxLayout;
    list->setContentsMargins(space::large - 6, 0, 0, 0);
    list->addLayout(stack_);
    column->addLayout(list, 1);

    connect(view_, &QTreeView::activated, actions[ActionId::OpenTake], &QAction::trigger);
    connect(view_, &QTreeView::customContextMenuRequested, this, [this](const QPoint& at) {
        if (view_->indexAt(at).isValid())
            menu_->popup(view_->viewport()->mapToGlobal(at));
    });
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TakePanel::selectionChanged);
    connect(&sorted_, &QAbstractItemModel::rowsInserted, this, &TakePanel::refresh);
    connect(&sorted_, &QAbstractItemModel::rowsRemoved, this, &TakePanel::refresh);
    refresh();
}

// A tree that outlives its model measures rows that are no more; the proxy is a member and would go first.
TakePanel::~TakePanel() {
    delete view_;
}

QString TakePanel::selectedPath() const {
    const QModelIndexList rows = view_->selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : rows.front().data(TakeModel::PathRole).toString();
}

void TakePanel::select(const QString& path) {
    const QModelIndex index = sorted_.mapFromSource(model_.indexOf(path));
    if (!index.isValid())
        return;
    view_->setCurrentIndex(index);
    view_->scrollTo(index);
}

void TakePanel::refresh() {
    const int count = model_.rowCount();
    title_->setText(count == 0 ? tr("Takes") : tr("Takes (%1)").arg(count));
    stack_->setCurrentWidget(count == 0 ? static_cast<QWidget*>(nothing_) : view_);
}

void TakePanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

void TakePanel::fitColumns() {
    // What matters least goes first: the name, the length, the peak and the state always stay.
    const int em = fontMetrics().averageCharWidth();
    view_->setColumnHidden(TakeModel::Modified, width() < em * 136);
    view_->setColumnHidden(TakeModel::Size, width() < em * 96);
    view_->setColumnHidden(TakeModel::Format, width() < em * 80);
}

void TakePanel::themeChanged() {
    view_->viewport()->update();
}

} // namespace headroom
