// Starts libcurl once and makes handles.
#include "services/web/curl_handle.h"

#include <mutex>

namespace latchkey {

CurlHandle newCurlHandle() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    return CurlHandle(curl_easy_init());
}

}  // namespace latchkey
