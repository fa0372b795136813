// The desk's program: reads the command line and what is remembered, and starts the desk with it.
#include "app/desk/desk_program.h"
#include "app/desk/keychain_tokens.h"
#include "app/desk/quit_on_signal.h"
#include "app/desk/token_files.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QMessageBox>
#include <QStandardPaths>
#include <QThread>

#include <cstdio>

using namespace latchkey;

namespace {

void say(std::FILE *where, const QString &text) {
    std::fputs(qUtf8Printable(text), where);
    std::fflush(where);
}

// Qt aborts with a core dump when there is no display to draw on.
QString platformAsked(const QStringList &arguments) {
    const qsizetype at = arguments.indexOf(QLatin1String("-platform"));
    return at >= 0 ? arguments.value(at + 1) : qEnvironmentVariable("QT_QPA_PLATFORM");
}

bool needsDisplay(const QString &platform) {
    return platform.isEmpty() || platform.startsWith(QLatin1String("xcb")) || platform.startsWith(QLatin1String("wayland"));
}

// Said in a window where somebody can see one; in a test's or a script's terminal it is the last line.
void giveUp(const DeskProgram &program, bool visible, const QString &sentence) {
    say(stderr, QLatin1String("latchkey: ") + sentence + QLatin1Char('\n'));
    if (!visible) return QCoreApplication::exit(1);
    auto *box = new QMessageBox(QMessageBox::Critical, QStringLiteral("Latchkey"), sentence, QMessageBox::Close, program.window());
    QObject::connect(box, &QDialog::finished, qApp, [] { QCoreApplication::exit(1); });
    box->open();
}

// Without a display there is nobody whose keychain it could be, and asking it might open a question that nobody sees.
std::unique_ptr<TokenKeeper> tokenKeeper(const QString &folder, bool visible) {
    auto files = std::make_unique<TokenFiles>(folder);
    if (!visible) return files;
    return std::make_unique<KeychainTokens>(std::move(files));
}

int runDesk(int &argc, char **argv, const DeskOptions &options, const QStringList &arguments) {
    const bool visible = needsDisplay(platformAsked(arguments));
    QThread::currentThread();  // this is the main thread also for Qt, although another one starts first
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    const DeskSettings settings = loadSettings(folder + QLatin1String("/desk.ini"));
    const DeskStart how = startOf(options, settings, QFile::exists(usualStore()));
    std::unique_ptr<LocalService> early = how == DeskStart::Local ? startLocalService(options) : nullptr;

    // Names in scripts that Inter lacks are drawn with another font, which Qt would remark upon each time.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.text.font.db.warning=false"));
    QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("latchkey"));
    applyTheme(application, settings.theme);
    DeskProgram program(options, settings, tokenKeeper(folder, visible));
    QObject::connect(&program, &DeskProgram::failed, &program, [&](const QString &sentence) { giveUp(program, visible, sentence); }, Qt::QueuedConnection);
    quitOnSignal(&application);
    program.start(how, std::move(early));
    return QApplication::exec();
}

}  // namespace

int main(int argc, char **argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i) arguments.append(QString::fromLocal8Bit(argv[i]));
    QCoreApplication::setApplicationName(QStringLiteral("latchkey"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LATCHKEY_VERSION));
    const DeskOptions options = readOptions(arguments);
    if (options.help) return say(stdout, helpText()), 0;
    if (options.version) return say(stdout, QStringLiteral("latchkey %1\n").arg(QStringLiteral(LATCHKEY_VERSION))), 0;
    if (!options.wrong.isEmpty()) return say(stderr, QLatin1String("latchkey: ") + options.wrong + QLatin1Char('\n')), 2;
    if (needsDisplay(platformAsked(arguments)) && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
        say(stderr, QStringLiteral("latchkey: There is no display to show a window on; the service alone runs with “latchkeyd serve”.\n"));
        return 3;
    }
    return runDesk(argc, argv, options, arguments);
}
