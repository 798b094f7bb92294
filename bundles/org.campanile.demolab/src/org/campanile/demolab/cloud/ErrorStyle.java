package org.campanile.demolab.cloud;

import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.Exchange;

/** How each service words its errors, as seen on the Zed release. */
enum ErrorStyle {
    KEYSTONE {
        @Override
        Answer answer(Exchange exchange, ApiError e) {
            return Answer.json(e.status(), Json.obj("error", Json.obj("code", e.status(), "message", e.getMessage(), "title", title(e.status()))));
        }
    },
    NOVA {
        @Override
        Answer answer(Exchange exchange, ApiError e) {
            String word = switch (e.status()) {
                case 400 -> "badRequest";
                case 403 -> "forbidden";
                case 404 -> "itemNotFound";
                case 409 -> "conflictingRequest";
                case 413 -> "overLimit";
                default -> "computeFault";
            };
            return Answer.json(e.status(), Json.obj(word, Json.obj("code", e.status(), "message", e.getMessage())));
        }
    },
    NEUTRON {
        @Override
        Answer answer(Exchange exchange, ApiError e) {
            return Answer.json(e.status(), Json.obj("NeutronError", Json.obj("type", e.type(), "message", e.getMessage(), "detail", "")));
        }
    },
    HEAT {
        @Override
        Answer answer(Exchange exchange, ApiError e) {
            String explanation = switch (e.status()) {
                case 400 -> "The server could not comply with the request since it is either malformed or otherwise incorrect.";
                case 403 -> "Access was denied to this resource.";
                case 404 -> "The resource could not be found.";
                case 409 -> "There was a conflict when trying to complete your request.";
                default -> "The server has either erred or is incapable of performing the requested operation.";
            };
            return Answer.json(e.status(), Json.obj("code", e.status(), "title", title(e.status()), "explanation", explanation, "error",
                    Json.obj("type", e.type(), "traceback", null, "message", e.getMessage())));
        }
    },
    /** Glance leaves it to WebOb: JSON for those who ask for it, a page otherwise. */
    GLANCE {
        @Override
        Answer answer(Exchange exchange, ApiError e) {
            String title = e.status() + " " + title(e.status());
            if (exchange.header("Accept").orElse("").contains("json")) {
                return Answer.json(e.status(), Json.obj("message", e.getMessage() + "<br /><br />\n\n\n", "code", title, "title",
                        title(e.status())));
            }
            return Answer.text(e.status(), "text/html; charset=UTF-8", "<html>\n <head>\n  <title>" + title + "</title>\n </head>\n <body>\n  <h1>"
                    + title + "</h1>\n  " + e.getMessage() + "<br /><br />\n\n\n\n </body>\n</html>");
        }
    };

    abstract Answer answer(Exchange exchange, ApiError error);

    /** The reason phrase of a status. */
    static String title(int status) {
        return switch (status) {
            case 300 -> "Multiple Choices";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Request Entity Too Large";
            case 415 -> "Unsupported Media Type";
            default -> "Internal Server Error";
        };
    }
}
