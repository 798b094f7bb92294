package org.campanile.core.openstack.internal;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** A whole answer, already within the size limit. */
record Answer(Call call, int status, HttpHeaders headers, byte[] body) {

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Without headers and body, which may hold tokens and passwords. */
    @Override
    public String toString() {
        return "Answer[" + call.subject() + ": " + status + ", " + body.length + " bytes]";
    }

    boolean looksLikeHtml() {
        if (header("Content-Type").contains("html")) {
            return true;
        }
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '<';
            }
        }
        return false;
    }
}
