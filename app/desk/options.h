// What the command line of `latchkey` asks for.
#pragma once

#include <QString>
#include <QStringList>

namespace latchkey {

struct DeskOptions {
    bool demo = false;
    bool help = false;
    bool version = false;
    QString service;    // URL of a team's service; empty: embedded
    QString tokenFile;
    QString authorityFile;  // of a private certificate authority
    QString store;
    QString anything;   // to open: an e-mail, phone, id or link
    QString wrong;      // one sentence about what is wrong with the command line; empty when all is well
};

DeskOptions readOptions(const QStringList &arguments);  // without the program's name
QString helpText();

}  // namespace latchkey
