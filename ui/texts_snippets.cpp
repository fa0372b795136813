// One sentence for every fault of a reply, once for who writes it and once for who copies it.
#include "ui/texts_snippets.h"

#include "ui/texts_context.h"

namespace latchkey {

namespace {

QString braced(const QString &name) { return QLatin1String("{{") + name + QLatin1String("}}"); }

// %1 is the variable in its braces.
QString nothingOnFile(SnippetVariable variable) {
    switch (variable) {
        case SnippetVariable::CustomerFirstName:
            return Desktop::tr("%1 has no value: this customer has no first name on file. Use {{customer.first_name|there}} in the reply, or choose another one.");
        case SnippetVariable::CustomerName:
            return Desktop::tr("%1 has no value: this customer has no name on file. Use {{customer.name|there}} in the reply, or choose another one.");
        case SnippetVariable::Link:
            return Desktop::tr("%1 has no value: there is no live Magic link. Issue one, then copy the reply.");
        case SnippetVariable::LinkLives:
            return Desktop::tr("%1 has no value: there is no live Magic link. Issue one, then copy the reply.");
        case SnippetVariable::PortalLink:
            return Desktop::tr("%1 has no value: the service named no Portal link. Reload the customer and copy again.");
        case SnippetVariable::CodeSteps:
            return Desktop::tr("%1 has no value: the service named no Portal link for the steps. Reload the customer and copy again.");
        case SnippetVariable::AgentName:
            return Desktop::tr("%1 has no value: your name is not known to the service. Use {{agent.name|Support}} in the reply, or choose another one.");
        case SnippetVariable::ShopName:
            return Desktop::tr("%1 has no value: the shop has no name. Set it in the settings, or choose another reply.");
    }
    return {};
}

QString unresolved(const QString &name) {
    for (const SnippetVariable variable : allSnippetVariables())
        if (nameOf(variable) == name) return nothingOnFile(variable).arg(braced(name));
    return Desktop::tr("%1 has no value; choose another reply.").arg(braced(name));
}

}  // namespace

QString languageName(Language language) {
    switch (language) {
        case Language::English:
            return QStringLiteral("English");
        case Language::German:
            return QStringLiteral("Deutsch");
        case Language::French:
            return QStringLiteral("Français");
        case Language::Spanish:
            return QStringLiteral("Español");
    }
    return {};
}

QString textOf(SnippetUse use) {
    switch (use) {
        case SnippetUse::MagicLink:
            return Desktop::tr("Magic link");
        case SnippetUse::PortalLink:
            return Desktop::tr("Portal link");
        case SnippetUse::LoginSteps:
            return Desktop::tr("Login steps");
    }
    return {};
}

QString textOf(SnippetVariable variable) {
    switch (variable) {
        case SnippetVariable::CustomerFirstName:
            return Desktop::tr("First name of the customer");
        case SnippetVariable::CustomerName:
            return Desktop::tr("Whole name of the customer");
        case SnippetVariable::Link:
            return Desktop::tr("Magic link, on a line of its own");
        case SnippetVariable::LinkLives:
            return Desktop::tr("How long the Magic link still works");
        case SnippetVariable::PortalLink:
            return Desktop::tr("Portal link, on a line of its own");
        case SnippetVariable::CodeSteps:
            return Desktop::tr("Steps of the standard login");
        case SnippetVariable::AgentName:
            return Desktop::tr("Name of the agent");
        case SnippetVariable::ShopName:
            return Desktop::tr("Name of the shop");
    }
    return {};
}

QString bracesAround(SnippetVariable variable) { return braced(nameOf(variable)); }

QString whyNotSaved(const SnippetFault &fault) {
    switch (fault.problem) {
        case SnippetProblem::None:
            return {};
        case SnippetProblem::TitleMissing:
            return Desktop::tr("Give it a title, by which you find it in the menu.");
        case SnippetProblem::BodyMissing:
            return Desktop::tr("Write what the customer reads.");
        case SnippetProblem::TooLong:
            return fault.detail == QLatin1String("title") ? Desktop::tr("The title is too long: %1 characters at most.").arg(longestSnippetTitle)
                                                          : Desktop::tr("The text is too long: %1 characters at most.").arg(longestSnippetBody);
        case SnippetProblem::BracesOpen:
            return Desktop::tr("A variable is opened by {{ and not closed; write }} behind its name.");
        case SnippetProblem::UnknownVariable:
            return Desktop::tr("There is no variable %1; choose one with “Insert variable”.").arg(braced(fault.detail));
        case SnippetProblem::Unresolved:
            return Desktop::tr("%1 has no value here.").arg(braced(fault.detail));
        case SnippetProblem::LinkMissing:
            return Desktop::tr("A reply for a Magic link needs {{link}}, on a line of its own.");
        case SnippetProblem::LifeMissing:
            return Desktop::tr("Say how long the Magic link works: write {{link.lives}} where the time stands.");
        case SnippetProblem::NoWayAfter:
            return Desktop::tr("Say what to do when the Magic link has expired: add {{portal_link}} or {{code_steps}}.");
        case SnippetProblem::PortalLinkMissing:
            return Desktop::tr("A reply for the Portal link needs {{portal_link}}, on a line of its own.");
        case SnippetProblem::StepsMissing:
            return Desktop::tr("A reply with login steps needs {{code_steps}}.");
        case SnippetProblem::LinkNotAlone:
            return Desktop::tr("Put %1 on a line of its own, so that no full stop or bracket joins it.").arg(braced(fault.detail));
        case SnippetProblem::LinkElsewhere:
            return Desktop::tr("%1 belongs into replies for a Magic link only; take it out, or change what this reply is for.").arg(braced(fault.detail));
    }
    return {};
}

QString whyNotCopied(const SnippetFault &fault) {
    switch (fault.problem) {
        case SnippetProblem::None:
            return {};
        case SnippetProblem::Unresolved:
            return unresolved(fault.detail);
        case SnippetProblem::UnknownVariable:
            return Desktop::tr("This reply holds %1, which is no variable. Mend it in the settings, or choose another one.").arg(braced(fault.detail));
        case SnippetProblem::BracesOpen:
            return Desktop::tr("In this reply a variable is opened by {{ and not closed. Mend it in the settings, or choose another one.");
        case SnippetProblem::BodyMissing:
            return Desktop::tr("This reply would be empty. Mend it in the settings, or choose another one.");
        case SnippetProblem::TitleMissing:
        case SnippetProblem::TooLong:
        case SnippetProblem::LinkMissing:
        case SnippetProblem::LifeMissing:
        case SnippetProblem::NoWayAfter:
        case SnippetProblem::PortalLinkMissing:
        case SnippetProblem::StepsMissing:
        case SnippetProblem::LinkNotAlone:
        case SnippetProblem::LinkElsewhere:
            return whyNotSaved(fault);
    }
    return {};
}

}  // namespace latchkey
