// Reads the templates, ours and the operator's, and fills them.
#include "services/delivery/letters.h"

#include "services/delivery/durations.h"
#include "services/delivery/letter_frame.h"
#include "services/delivery/letter_html.h"
#include "services/delivery/letter_sheet.h"
#include "services/delivery/letter_source.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QRegularExpression>

static void initMailResources() { Q_INIT_RESOURCE(mail); }

namespace latchkey {

namespace {

using Files = QHash<QString, QByteArray>;

const QString frameName = u"frame.html"_qs;
constexpr std::array<Language, languageCount> languages = {Language::English, Language::German, Language::French, Language::Spanish};

QStringList knownNames() {
    QStringList names{frameName};
    for (const LetterForm &form : letterForms())
        for (const Language language : languages) names << fileName(form, language);
    return names;
}

QByteArray ours(const QString &name) {
    QFile file(u":/mail/"_qs + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("the letters' resources are not linked in");
    return file.readAll();
}

QString unknownName() {
    QStringList stems;
    for (const LetterForm &form : letterForms()) stems << QLatin1String(form.stem);
    return u"is no template of ours; there are frame.html, and %1, each followed by .en.txt, .de.txt, .fr.txt or .es.txt"_qs.arg(
        stems.join(u", "_qs));
}

// What editors leave beside a file, and what is hidden.
bool isLeftover(const QString &name) { return name.startsWith(u'.') || name.endsWith(u'~'); }

tl::expected<Files, TemplateFault> filesIn(const QString &folder) {
    Files files;
    if (folder.isEmpty()) return files;
    const QDir dir(folder);
    if (!dir.exists() || !dir.isReadable()) return tl::unexpected(TemplateFault{folder, 0, u"is no folder that can be read"_qs});
    const QStringList known = knownNames();
    for (const QFileInfo &entry : dir.entryInfoList(QDir::Files | QDir::Dirs | QDir::System | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString name = entry.fileName();
        if (isLeftover(name)) continue;
        if (!known.contains(name)) return tl::unexpected(TemplateFault{name, 0, unknownName()});
        QFile file(entry.filePath());
        if (!entry.isFile() || !file.open(QIODevice::ReadOnly)) return tl::unexpected(TemplateFault{name, 0, u"cannot be read"_qs});
        files.insert(name, file.read(longestTemplate + 1));
    }
    return files;
}

// A customer's name comes from outside: one line, and nothing that turns the words after it around.
QString oneLine(const QString &text) {
    QString line;
    for (const QChar c : text) {
        const bool turns = (c >= QChar(0x202a) && c <= QChar(0x202e)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
        if (!turns) line += c.category() == QChar::Other_Control ? QChar(u' ') : c;
    }
    return line.simplified();
}

// Mail programs make links of what looks like an address, and a stranger may have chosen the name; the greeting does without it.
QString greetable(const QString &firstName) {
    static const QRegularExpression addressLike(u"[/@]|\\w\\.\\w{2}"_qs, QRegularExpression::UseUnicodePropertiesOption);
    const QString name = oneLine(firstName);
    return name.contains(addressLike) ? QString() : name;
}

TemplateFields fieldsOf(const LetterFacts &facts, Language language) {
    TemplateFields fields;
    fields.set("shop", oneLine(facts.shopName)).set("first_name", greetable(facts.firstName));
    fields.set("code", facts.code.reveal().toStdString()).set("link", facts.link.reveal().toStdString());
    fields.set("portal_link", oneLine(facts.portalLink)).set("host", oneLine(facts.host)).set("new_address", oneLine(facts.newAddress));
    fields.set("code_lives", inWords(facts.codeLife, language)).set("link_lives", inWords(facts.linkLife, language));
    return fields;
}

// Sections that were left out leave blank lines behind: one between paragraphs is enough, and none at the ends.
std::string tidy(const std::string &text) {
    std::string out;
    bool blank = false;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        std::string line = text.substr(from, end - from);
        from = end + 1;
        line.erase(line.find_last_not_of(" \t") + 1);
        if (line.find_first_not_of(" \t") == std::string::npos) {
            blank = true;
            continue;
        }
        line.erase(0, line.find_first_not_of(" \t"));
        if (!out.empty()) out += blank ? "\n\n" : "\n";
        out += line;
        blank = false;
    }
    return out;
}

MessageText sealed(const std::string &text) { return MessageText(QByteArray::fromStdString(text)); }

}  // namespace

struct Letters::Inner {
    QHash<QString, std::shared_ptr<const LetterSheet>> sheets;  // by file name
    std::optional<Template> frame;

    tl::expected<void, TemplateFault> take(const Files &files) {
        const auto textOf = [&](const QString &name) { return templateText(name, files.contains(name) ? files.value(name) : ours(name)); };
        for (const LetterForm &form : letterForms())
            for (const Language language : languages) {
                const QString name = fileName(form, language);
                auto sheet = textOf(name).and_then([&](const std::string &text) { return letterSheet(form, name, text); });
                if (!sheet) return tl::unexpected(sheet.error());
                sheets.insert(name, std::make_shared<const LetterSheet>(std::move(*sheet)));
            }
        auto page = textOf(frameName).and_then([](const std::string &text) { return letterFrame(frameName, text); });
        if (!page) return tl::unexpected(page.error());
        frame = std::move(*page);
        return {};
    }
};

Letters::Letters() : m_inner(std::make_unique<Inner>()) {}
Letters::~Letters() = default;

tl::expected<std::shared_ptr<const Letters>, TemplateFault> Letters::load(const QString &folder) {
    initMailResources();
    const auto files = filesIn(folder);
    if (!files) return tl::unexpected(files.error());
    const std::shared_ptr<Letters> letters(new Letters);
    if (const auto taken = letters->m_inner->take(*files); !taken) return tl::unexpected(taken.error());
    return letters;
}

namespace {

struct Plain {
    QString subject;
    std::string text;
};

Plain plainOf(const LetterSheet &sheet, const TemplateFields &fields) {
    return {oneLine(QString::fromStdString(sheet.subject->render(fields))), tidy(sheet.body.render(fields))};
}

}  // namespace

Letter Letters::letter(MessageKind kind, Language language, const LetterFacts &facts) const {
    const LetterForm *form = letterForm(kind, Channel::Email);
    if (form == nullptr) return {};
    const std::shared_ptr<const LetterSheet> sheet = m_inner->sheets.value(fileName(*form, language));
    const TemplateFields fields = fieldsOf(facts, language);
    const auto [subject, text] = plainOf(*sheet, fields);
    LetterMarks marks;
    marks.code = mayName(*form, "code") ? facts.code.reveal().toStdString() : std::string();
    marks.link = mayName(*form, "link") ? facts.link.reveal().toStdString() : std::string();
    marks.page = mayName(*form, "portal_link") ? oneLine(facts.portalLink).toStdString() : std::string();
    marks.button = sheet->button ? sheet->button->render(fields) : std::string();
    marks.buttonOpensPage = buttonOpens(*form) == "portal_link";
    TemplateFields page;
    page.set("lang", toText(language)).set("shop", oneLine(facts.shopName)).set("subject", subject).set("body", letterMarkup(text, marks));
    return {subject, sealed(text + '\n'), sealed(m_inner->frame->render(page))};
}

Letter Letters::plainLetter(MessageKind kind, Language language, const LetterFacts &facts) const {
    const LetterForm *form = letterForm(kind, Channel::Email);
    if (form == nullptr) return {};
    const auto [subject, text] = plainOf(*m_inner->sheets.value(fileName(*form, language)), fieldsOf(facts, language));
    return {subject, sealed(text + '\n'), {}};
}

MessageText Letters::text(MessageKind kind, Language language, const LetterFacts &facts) const {
    const LetterForm *form = letterForm(kind, Channel::Sms);
    if (form == nullptr) return {};
    return sealed(tidy(m_inner->sheets.value(fileName(*form, language))->body.render(fieldsOf(facts, language))));
}

}  // namespace latchkey
