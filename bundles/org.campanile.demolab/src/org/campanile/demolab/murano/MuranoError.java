package org.campanile.demolab.murano;

import java.util.Map;

import org.campanile.demolab.http.Answer;

/** A refusal of Murano's: a status and WebOb's plain text for it (protocol document, section 1.1). */
final class MuranoError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Map<Integer, String> TEXTS = Map.of(400, "400 Bad Request\n\nThe server could not comply with the request since it is either malformed or "
            + "otherwise incorrect.\n\n   ", 401, "401 Unauthorized\n\nThis server could not verify that you are authorized to access the document you requested."
                    + "\n\n   ", 403, "403 Forbidden\n\nAccess was denied to this resource.\n\n   ", 404, "404 Not Found\n\nThe resource could not be found.\n\n   ", 415,
            "415 Unsupported Media Type\n\nThe request media type is not supported by this server.\n\n   ", 500, "500 Internal Server Error\n\nThe server has either "
                    + "erred or is incapable of performing the requested operation.\n\n   ");

    private final int status;

    MuranoError(int status) {
        super(TEXTS.get(status), null, false, false);
        this.status = status;
    }

    Answer answer() {
        return Answer.text(status, "text/plain; charset=UTF-8", getMessage());
    }
}
