// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>
#include <optional>

namespace headroom {

namespace {

QByteArray source(const QString& name) {
    static QHash<QString, QByteArray> cache;
    const auto known = cache.constFind(name);
    if (known != cache.constEnd())
        return *known;
    QFile file(QStringLiteral(":/headroom/icons/%1.svg").arg(name));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return *cache.insert(name, text);
}

void paintSvg(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color) {
    QByteArray text = source(name);
    text.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(text);
    const qreal side = std::min(rect.width(), rect.height());
    renderer.render(&painter, QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side));
}

class SvgIconEngine : public QIconEngine {
public:
    SvgIconEngine(QString name, std::optional<QColor> color) : name_(std::move(name)), color_(color) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        paintSvg(*painter, rect, name_, colorOf(mode));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override {
        // `size` is in device pixels already.
        return iconPixmap(name_, colorOf(mode), std::min(size.width(), size.height()), 1.0);
    }

    [[nodiscard]] QIconEngine* clone() const override { return new SvgIconEngine(*this); }
    bool isNull() override { return source(name_).isEmpty(); }

private:
    [[nodiscard]] QColor colorOf(QIcon::Mode mode) const {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        if (color_)
            return *color_;
        return palette.color(QPalette::Active,
                             mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText);
    }

    QString name_;
    std::optional<QColor> color_;
};

} // namespace

QIcon themedIcon(const QString& name) {
    return QIcon(new SvgIconEngine(name, std::nullopt));
}

QIcon coloredIcon(const QString& name, const QColor& color) {
    return QIcon(new SvgIconEngine(name, color));
}

QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio) {
    const int pixels = static_cast<int>(std::lround(size * devicePixelRatio));
    const QString key = QStringLiteral("headroom/%1/%2/%3").arg(name, color.name()).arg(pixels);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        paintSvg(painter, QRectF(0, 0, pixels, pixels), name, color);
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon programIcon() {
    return QIcon(QStringLiteral(":/headroom/icons/headroom.svg"));
}

} // namespace headroom
