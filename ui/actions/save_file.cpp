// Writes the whole file or none of it.
#include "ui/actions/save_file.h"

#include "ui/desk.h"
#include "ui/texts_context.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QSaveFile>
#include <QWidget>

namespace latchkey {

namespace {

void write(Desk &desk, const QString &path, const QByteArray &content) {
    const QString name = QFileInfo(path).fileName();
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    emit desk.noticeRequested(written ? Desktop::tr("%1 is saved.").arg(name) : Desktop::tr("%1 was not saved: %2.").arg(name, file.errorString()));
}

}  // namespace

void saveFile(Desk &desk, const FileWanted &wanted, QWidget *parent, std::function<QByteArray()> content) {
    auto *dialog = new QFileDialog(parent->window(), wanted.title, QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(wanted.kind);
    dialog->setDefaultSuffix(wanted.suffix);
    dialog->selectFile(wanted.suggested);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [&desk, content = std::move(content)](const QString &path) { write(desk, path, content()); });
    dialog->open();
}

QByteArray pngOf(QWidget &widget) {
    constexpr int scale = 2;
    QImage image(widget.size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(colours().surface);
    widget.render(&image);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

}  // namespace latchkey
