// One connection at a time: a change takes everything down and starts over, so that nothing of the former service stays on screen.
#include "app/desk/desk_program.h"

#include "app/desk/team_token.h"
#include "ui/desk.h"
#include "ui/dialogs/connection_choice.h"
#include "ui/service_address.h"
#include "ui/texts.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QTimer>
#include <QVBoxLayout>

namespace latchkey {

DeskProgram::DeskProgram(const DeskOptions &options, const DeskSettings &settings, std::unique_ptr<TokenKeeper> keeper)
    : m_options(options), m_settings(settings), m_keeper(std::move(keeper)) {
    m_settings.fixed = !options.service.isEmpty() || !options.store.isEmpty() || options.demo;
}

DeskProgram::~DeskProgram() = default;

QUrl DeskProgram::team() const { return readServiceAddress(m_options.service.isEmpty() ? m_settings.service : m_options.service).url; }

QString DeskProgram::authorityFile() const { return m_options.authorityFile.isEmpty() ? m_settings.authorityFile : m_options.authorityFile; }

void DeskProgram::start(DeskStart how, std::unique_ptr<LocalService> early) {
    switch (how) {
        case DeskStart::Ask:
            return ask();
        case DeskStart::Local:
            return openLocal(std::move(early));
        case DeskStart::Team:
            return openTeam();
    }
}

void DeskProgram::ask() {
    m_choice = std::make_unique<ConnectionChoice>();
    m_choice->form()->setService(m_settings.service, authorityFile());
    // Queued, since what they do ends the widget that asks.
    connect(m_choice.get(), &ConnectionChoice::localChosen, this, &DeskProgram::chooseLocal, Qt::QueuedConnection);
    connect(m_choice.get(), &ConnectionChoice::teamChosen, this, &DeskProgram::adopt, Qt::QueuedConnection);
    connect(m_choice.get(), &ConnectionChoice::left, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    m_choice->show();
}

void DeskProgram::askForToken() {
    m_window.reset();
    ask();
    if (m_options.service.isEmpty()) m_choice->showForm();
    else m_choice->askForTokenOf(team().toString(), authorityFile());
}

void DeskProgram::openWindow() {
    m_choice.reset();
    m_window = std::make_unique<MainWindow>(m_settings);
    m_window->openAnything(m_options.anything);
    m_window->show();
}

void DeskProgram::openLocal(std::unique_ptr<LocalService> early) {
    m_local = early ? std::move(early) : startLocalService(m_options);
    m_settings.store = m_local->store;
    m_settings.token = {};
    openWindow();
    m_local->service->whenReady(this, [this](const Result<QString> &url) {
        if (url) connectTo(QUrl(*url), m_local->token);
        else emit failed(textOf(url.error()));
    });
}

// The token: as this start was told, as it was kept, or as it lies in the file from before there was a keychain.
void DeskProgram::openTeam() {
    m_settings.store.clear();
    openWindow();
    const bool told = !m_options.tokenFile.isEmpty() || !qEnvironmentVariableIsEmpty("LATCHKEY_TOKEN");
    const Result<AgentToken> given = readTeamToken(m_options.tokenFile);
    if (told && !given) return emit failed(textOfTokenError(given.error()));
    if (told) {
        m_settings.token = {TokenPlace::Given};
        return connectTo(team(), *given);
    }
    m_keeper->read(team(), this, [this, given](const Result<KeptToken> &kept) {
        if (!kept && kept.error().code == ErrorCode::ConfigurationInvalid) return emit failed(textOfTokenError(kept.error()));
        if (!kept && !given) return QTimer::singleShot(0, this, &DeskProgram::askForToken);
        m_settings.token = kept ? kept->keeping : TokenKeeping{TokenPlace::Given};
        connectTo(team(), kept ? kept->token : *given);
    });
}

void DeskProgram::connectTo(const QUrl &url, const AgentToken &token) {
    m_client = std::make_unique<ServiceClient>(url, token);
    if (m_local == nullptr && !authorityFile().isEmpty()) {
        if (const Result<void> trusted = m_client->trust(authorityFile()); !trusted) m_say = textOf(trusted.error());
    }
    m_window->start(*m_client);
    Desk *desk = m_window->desk();
    connect(desk, &Desk::connectionChangeRequested, this, &DeskProgram::offerChange);
    connect(desk, &Desk::tokenForgetRequested, this, &DeskProgram::forget, Qt::QueuedConnection);
    if (!m_say.isEmpty()) emit desk->noticeRequested(std::exchange(m_say, {}));
}

void DeskProgram::offerChange() {
    auto *dialog = new QDialog(m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("connectionDialog"));
    auto *choice = new ConnectionChoice(dialog);
    dialog->setWindowTitle(choice->windowTitle());
    auto *all = new QVBoxLayout(dialog);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(choice);
    choice->setMayLeave(true);
    choice->form()->setService(m_settings.service, authorityFile());
    if (m_settings.mode == DeskMode::Team) choice->showForm();
    connect(choice, &ConnectionChoice::left, dialog, &QDialog::reject);
    connect(choice, &ConnectionChoice::localChosen, this, &DeskProgram::chooseLocal, Qt::QueuedConnection);
    connect(choice, &ConnectionChoice::teamChosen, this, &DeskProgram::adopt, Qt::QueuedConnection);
    dialog->open();
}

void DeskProgram::chooseLocal() {
    m_settings.mode = DeskMode::Local;
    saveSettings(m_settings);
    beginAnew(DeskStart::Local);
}

// Only now, after the service has answered, is anything kept; what the command line said is not remembered but for its token.
void DeskProgram::adopt(const ServiceChoice &choice) {
    if (m_options.service.isEmpty()) {
        m_settings.mode = DeskMode::Team;
        m_settings.service = choice.service.toString();
        m_settings.authorityFile = choice.authorityFile;
        saveSettings(m_settings);
    }
    m_keeper->keep(choice.service, choice.token, this, [this, choice](const Result<TokenKeeping> &kept) {
        const TokenKeeping keeping = kept.value_or(TokenKeeping());
        if (keeping.place == TokenPlace::File)
            m_say = MainWindow::tr("No keychain answers here: the token is kept in %1, which only you may read.").arg(keeping.file);
        if (keeping.place == TokenPlace::None) m_say = MainWindow::tr("The token could not be kept; it will be asked for at the next start.");
        takeDown();
        m_settings.store.clear();
        m_settings.token = keeping;
        openWindow();
        connectTo(choice.service, choice.token);
        QApplication::setQuitOnLastWindowClosed(true);
    });
}

void DeskProgram::forget() {
    m_keeper->forget(team(), this, [this](const Result<void> &forgotten) {
        if (forgotten) return beginAnew(DeskStart::Team);
        if (m_window)
            emit m_window->desk()->noticeRequested(MainWindow::tr("The token could not be forgotten, and this computer still keeps it; unlock the keychain and try again."));
    });
}

void DeskProgram::takeDown() {
    QApplication::setQuitOnLastWindowClosed(false);  // for the moment in which there is none
    if (m_window) m_window->close();
    m_window.reset();
    m_client.reset();
    m_local.reset();
}

void DeskProgram::beginAnew(DeskStart how) {
    takeDown();
    start(how, nullptr);
    QApplication::setQuitOnLastWindowClosed(true);
}

}  // namespace latchkey
