// Tries GET /me with what was typed, and says in one sentence why it does not work.
#include "ui/dialogs/connect_form.h"

#include "ui/actions/announce.h"
#include "ui/panels/labels.h"
#include "ui/service_address.h"
#include "ui/texts.h"
#include "ui/texts_connection.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/form_rows.h"

#include <QFileDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace latchkey {

ConnectForm::ConnectForm(QWidget *parent)
    : QWidget(parent),
      m_service(new FormField(tr("Service"), QStringLiteral("serviceUrl"), this)),
      m_token(new FormField(tr("Token"), QStringLiteral("agentToken"), this)),
      m_authority(new FormField(tr("Authority file"), QStringLiteral("authorityFile"), this)),
      m_problem(new Card(Tone::Danger, this)),
      m_warning(new Card(Tone::Warning, this)) {
    setObjectName(QStringLiteral("connectForm"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(new PlainLabel(tr("Connect to my team"), LabelRole::Heading, this));
    column->addWidget(new PlainLabel(tr("Whoever runs your team's service gives you its address and a token that is yours alone."), LabelRole::Muted, this));
    column->addSpacing(4);
    addFields(column);
    m_problem->setObjectName(QStringLiteral("connectProblem"));
    m_warning->setObjectName(QStringLiteral("connectWarning"));
    connect(m_warning->addButton(tr("Connect without encryption"), QStringLiteral("connectOpenToAll")), &QPushButton::clicked, this, [this] { connectNow(true); });
    column->addWidget(m_problem);
    column->addWidget(m_warning);
    hideCards();
    column->addSpacing(4);
    addButtons(column);
}

void ConnectForm::addFields(QVBoxLayout *column) {
    m_service->edit()->setPlaceholderText(QStringLiteral("https://latchkey.example.com"));
    m_token->edit()->setEchoMode(QLineEdit::Password);
    m_token->edit()->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_show = linkButton(tr("Show"), QStringLiteral("showToken"), m_token);
    m_show->setCheckable(true);
    m_show->setAccessibleName(tr("Show the token"));
    connect(m_show, &QPushButton::toggled, this, [this](bool shown) {
        m_token->edit()->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_show->setText(shown ? tr("Hide") : tr("Show"));
    });
    m_token->addBeside(m_show);
    m_authority->setHint(tr("The certificate authority file of your team (PEM), where the service has a certificate of your own authority."));
    m_choose = plainButton(tr("Choose…"), QStringLiteral("chooseAuthority"), m_authority);
    connect(m_choose, &QPushButton::clicked, this, &ConnectForm::chooseFile);
    m_authority->addBeside(m_choose);
    m_private = linkButton(tr("The service has a private certificate authority"), QStringLiteral("privateAuthority"), this);
    connect(m_private, &QPushButton::clicked, this, [this] {
        showAuthority();
        m_authority->takeFocus();
    });
    for (FormField *field : {m_service, m_token, m_authority}) {
        column->addWidget(field);
        connect(field->edit(), &QLineEdit::returnPressed, this, [this] { connectNow(false); });
        connect(field, &FormRow::edited, this, &ConnectForm::hideCards);
    }
    m_authority->hide();
    column->addWidget(m_private, 0, Qt::AlignLeft);
}

void ConnectForm::addButtons(QVBoxLayout *column) {
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    m_back = plainButton(tr("Back"), QStringLiteral("connectBack"), this);
    m_connect = primaryButton(tr("Connect"), QStringLiteral("connectNow"), this);
    row->addWidget(m_back);
    row->addWidget(m_connect);
    column->addLayout(row);
    connect(m_back, &QPushButton::clicked, this, [this] { m_busy ? stop() : emit left(); });
    connect(m_connect, &QPushButton::clicked, this, [this] { connectNow(false); });
}

void ConnectForm::setService(const QString &service, const QString &authorityFile) {
    m_service->setText(service);
    m_authority->setText(authorityFile);
    if (!authorityFile.isEmpty()) showAuthority();
}

void ConnectForm::fixService() {
    m_fixed = true;
    m_service->setEditable(false);
    m_back->setText(tr("Quit"));
}

void ConnectForm::takeFocus() { (m_service->text().isEmpty() ? m_service : m_token)->takeFocus(); }

void ConnectForm::showAuthority() {
    m_authority->show();
    m_private->hide();
}

void ConnectForm::chooseFile() {
    auto *dialog = new QFileDialog(window(), tr("Certificate authority file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("authorityDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_authority->setText(path);
        hideCards();
    });
    dialog->open();
}

void ConnectForm::connectNow(bool evenIfOpenToAll) {
    if (m_busy) return;
    hideCards();
    const ServiceAddress address = readServiceAddress(m_service->text());
    const AgentToken token = readPastedToken(m_token->text());
    const bool hasToken = !token.isEmpty();
    m_service->setWrong(textOf(address.flaw));
    m_token->setWrong(hasToken                       ? QString()
                      : m_token->text().isEmpty() ? tr("Paste your token. “latchkeyd agent add” shows it once, to whoever runs the service.")
                                                     : tr("This is no token: a token has only letters, digits and signs of plain English."));
    if (address.flaw != AddressFlaw::None) return m_service->takeFocus();
    m_service->setText(address.url.toString());
    if (!hasToken) return m_token->takeFocus();
    if (address.openToAll && !evenIfOpenToAll) return showWarning(address.url);
    tryOut(address.url, token);
}

void ConnectForm::tryOut(const QUrl &url, const AgentToken &token) {
    m_trial = std::make_unique<ServiceClient>(url, token);
    m_trial->setTimes(m_times);
    if (const QString file = m_authority->text(); !file.isEmpty()) {
        if (const Result<void> trusted = m_trial->trust(file); !trusted) {
            m_authority->setWrong(tr("There is no certificate in this file; ask the operator for the certificate authority file (PEM)."));
            return m_authority->takeFocus();
        }
    }
    setBusy(true);
    m_trial->me(this, [this, url, token](const Result<Me> &me) { onAnswer(url, token, me); });
}

void ConnectForm::onAnswer(const QUrl &url, const AgentToken &token, const Result<Me> &me) {
    setBusy(false);
    const Trouble trouble = me ? Trouble() : m_trial->whyNot(me.error());
    m_trial.release()->deleteLater();  // this is called from inside it
    if (me) return emit connected({url, token, m_authority->text(), *me});
    if (trouble.kind == TroubleKind::UnknownAuthority || trouble.kind == TroubleKind::SelfSigned) showAuthority();
    const bool aboutToken = trouble.kind == TroubleKind::TokenRefused;
    showProblem(aboutToken ? tr("The token is not accepted") : tr("This does not work yet"), textOf(trouble, url));
    (aboutToken ? m_token : trouble.kind == TroubleKind::UnknownAuthority ? m_authority : m_fixed ? m_token : m_service)->takeFocus();
}

void ConnectForm::showProblem(const QString &title, const QString &sentence) {
    m_problem->setTitle(title);
    m_problem->setText(sentence);
    m_problem->show();
    announce(m_problem, title + QStringLiteral(". ") + sentence);
}

void ConnectForm::showWarning(const QUrl &url) {
    const QString title = tr("This address is not encrypted");
    m_warning->setTitle(title);
    m_warning->setText(tr("Everybody on the way to %1 could read your token and the customers' data. Ask the operator for an https address; go on only in a network "
                          "that you trust.").arg(url.host()));
    m_warning->show();
    announce(m_warning, title);
}

void ConnectForm::hideCards() {
    m_problem->hide();
    m_warning->hide();
}

void ConnectForm::setBusy(bool busy) {
    m_busy = busy;
    m_connect->setEnabled(!busy);
    m_connect->setText(busy ? tr("Connecting…") : tr("Connect"));
    m_back->setText(busy ? tr("Stop") : m_fixed ? tr("Quit") : tr("Back"));
    m_service->setEditable(!busy && !m_fixed);
    m_token->setEditable(!busy);
    m_authority->setEditable(!busy);
}

void ConnectForm::stop() {
    m_trial.reset();
    setBusy(false);
}

void ConnectForm::keyPressEvent(QKeyEvent *event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter) return event->accept();  // a field has acted on it; a dialog around would press a button of its own choice
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    m_busy ? stop() : emit left();
}

}  // namespace latchkey
