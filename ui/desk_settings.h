// What the desk remembers on this computer: a plain struct and two functions over a file.
#pragma once

#include "models/domain/instant.h"
#include "ui/theme/theme.h"
#include "ui/token_keeper.h"

#include <QList>

namespace latchkey {

enum class DeskMode { Unset, Local, Team };  // where the service is: nobody has chosen yet, in this program, or on a team's host

struct DeskSettings {
    DeskMode mode = DeskMode::Unset;
    QString service;                         // the team's, as a URL; its token is kept elsewhere
    QString authorityFile;                   // of a private certificate authority, PEM; may be empty
    ThemeChoice theme = ThemeChoice::System;
    bool clearClipboard = true;              // when the link dies
    bool replyLater = false;                 // the switch "this reply is read later" remembers
    QString testLetterTo;                    // where a test letter goes, and a test text
    QString testTextTo;
    QList<qint64> lastReplies;               // the snippets that were copied, the last one first
    QByteArray windowGeometry;
    QByteArray splitter;
    QString store;                           // the embedded service's, told by the program and not kept; empty with a team's service
    TokenKeeping token;                      // told by the program and not kept: where the agent's token is
    bool fixed = false;                      // the same: the command line named the service, so it is not changed here
    QString path;                            // the file; empty in tests that keep nothing
};

DeskSettings loadSettings(const QString &path);
bool saveSettings(const DeskSettings &settings);  // false when the file cannot be written

}  // namespace latchkey
