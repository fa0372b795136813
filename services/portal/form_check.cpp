// Nonce in cookie and form, and what the browser says of where the form stood.
#include "services/portal/form_check.h"

#include "services/runtime/digest.h"

namespace latchkey {

namespace {

bool sameOriginBySecFetch(std::string_view site) { return site == "same-origin" || site == "none"; }

// Under `Referrer-Policy: no-referrer` browsers send "null" with our own forms; the nonce alone decides then.
bool sameOriginByOrigin(std::string_view given, const std::string &ours) { return given.empty() || given == "null" || given == ours; }

}  // namespace

std::string_view fieldOf(const Form &form, std::string_view name) {
    for (const auto &[key, value] : form)
        if (key == name) return value;
    return {};
}

FormVerdict checkForm(const http::Request &request, const Form &form, const FormNonce &nonce, const std::string &origin) {
    std::string type(request.header("content-type"));
    for (char &c : type)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    constexpr std::string_view formType = "application/x-www-form-urlencoded";
    if (type.compare(0, formType.size(), formType) != 0 || (type.size() > formType.size() && type[formType.size()] != ';' && type[formType.size()] != ' '))
        return FormVerdict::NotAForm;
    const std::string_view site = request.header("sec-fetch-site");
    const bool near = site.empty() ? sameOriginByOrigin(request.header("origin"), origin) : sameOriginBySecFetch(site);
    if (!near || nonce.isEmpty()) return FormVerdict::Foreign;
    const std::string_view given = fieldOf(form, "nonce");
    const QByteArrayView view(given.data(), static_cast<qsizetype>(given.size()));
    return equalInConstantTime(view, nonce.reveal()) ? FormVerdict::Ours : FormVerdict::Foreign;
}

}  // namespace latchkey
