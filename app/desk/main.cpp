// The desk's program: reads the command line, starts the service beside the window, and joins the two.
#include "app/desk/embedded_service.h"
#include "app/desk/options.h"
#include "app/desk/quit_on_signal.h"
#include "app/desk/team_token.h"
#include "services/client/service_client.h"
#include "services/runtime/chance.h"
#include "ui/desk_settings.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <cstdio>
#include <optional>

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

AgentToken newToken() {
    SystemChance chance;
    const auto bytes = chance.bytes<32>();
    return AgentToken(QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())).toHex());
}

HostOptions hostOptions(const DeskOptions &options, const QString &store, const AgentToken &token) {
    HostOptions host;
    host.storePath = store;
    host.embeddedToken = token;
    const QString user = qEnvironmentVariable("USER");
    host.embeddedAgentName = user.isEmpty() ? QStringLiteral("Agent") : user.left(1).toUpper() + user.mid(1);
    host.seedDemo = options.demo;
    return host;
}

// Said in a window where somebody can see one; in a test's or a script's terminal it is the last line.
void giveUp(MainWindow &window, bool visible, const QString &sentence) {
    say(stderr, QLatin1String("latchkey: ") + sentence + QLatin1Char('\n'));
    if (!visible) return QCoreApplication::exit(1);
    auto *box = new QMessageBox(QMessageBox::Critical, QStringLiteral("Latchkey"), sentence, QMessageBox::Close, &window);
    QObject::connect(box, &QDialog::finished, &window, [] { QCoreApplication::exit(1); });
    box->open();
}

int runDesk(int &argc, char **argv, const DeskOptions &options, const QStringList &arguments) {
    const bool visible = needsDisplay(platformAsked(arguments));
    std::optional<QTemporaryDir> throwAway;
    std::optional<EmbeddedService> service;
    AgentToken token;
    QString store;
    QThread::currentThread();  // this is the main thread also for Qt, although another one starts first
    if (options.service.isEmpty()) {
        if (options.demo) throwAway.emplace();
        const QString folder = throwAway ? throwAway->path() : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
        store = options.store.isEmpty() ? folder + QLatin1String("/latchkey.db") : options.store;
        QDir().mkpath(QFileInfo(store).absolutePath());
        token = newToken();
        service.emplace(hostOptions(options, store, token));
    } else {
        const Result<AgentToken> read = readTeamToken(options.tokenFile);
        if (!read) {
            say(stderr, QLatin1String("latchkey: ") + textOfTokenError(read.error()) + QLatin1Char('\n'));
            return 1;
        }
        token = *read;
    }

    // Names in scripts that Inter lacks are drawn with another font, which Qt would remark upon each time.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.text.font.db.warning=false"));
    QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("latchkey"));
    DeskSettings settings = loadSettings(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QLatin1String("/desk.ini"));
    settings.store = store;
    applyTheme(application, settings.theme);
    std::optional<ServiceClient> client;
    MainWindow window(settings);
    quitOnSignal(&window);
    window.openAnything(options.anything);
    window.show();
    const auto begin = [&](const QString &url) {
        client.emplace(QUrl(url), token);
        window.start(*client);
    };
    if (service) {
        service->whenReady(&window, [&](const Result<QString> &url) {
            if (url) begin(*url);
            else giveUp(window, visible, textOf(url.error()));
        });
    } else {
        begin(options.service);
    }
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
