// libcurl's handle, lists and parts as owners; its global start happens once, before the first handle.
#pragma once

#include <QByteArray>

#include <memory>

#include <curl/curl.h>

namespace latchkey {

struct CurlEnd {
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    void operator()(curl_mime *mime) const { curl_mime_free(mime); }
};
using CurlHandle = std::unique_ptr<CURL, CurlEnd>;
using CurlMime = std::unique_ptr<curl_mime, CurlEnd>;

// Null when libcurl cannot start. Any thread; the handle serves one thread at a time.
CurlHandle newCurlHandle();

class CurlList {
public:
    void append(const QByteArray &line) {
        // On failure libcurl leaves the list as it was.
        if (curl_slist *longer = curl_slist_append(m_list.get(), line.constData())) {
            static_cast<void>(m_list.release());
            m_list.reset(longer);
        }
    }
    [[nodiscard]] curl_slist *get() const { return m_list.get(); }

private:
    std::unique_ptr<curl_slist, CurlEnd> m_list;
};

}  // namespace latchkey
