// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/take_model.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QLabel;
class QMenu;
class QStackedLayout;
class QToolButton;
class QTreeView;

namespace headroom {

class ActionCatalog;

/// The list of takes, the newest on top, and what can be done with the selected one.
class TakePanel : public QWidget {
    Q_OBJECT

public:
    TakePanel(TakeModel& model, const ActionCatalog& actions, QWidget* parent = nullptr);

    ~TakePanel() override;

    [[nodiscard]] QString selectedPath() const; ///< empty where there is none
    void select(const QString& path);
    void themeChanged();
    [[nodiscard]] QTreeView* view() const { return view_; }

signals:
    void selectionChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void fitColumns();

    TakeModel& model_;
    QSortFilterProxyModel sorted_;
    QLabel* title_;
    QTreeView* view_;
    QLabel* nothing_;
    QStackedLayout* stack_;
    QMenu* menu_;
};

} // namespace headroom
