package org.campanile.demolab.servicemanager;

import org.campanile.demolab.http.Answer;

import com.google.gson.JsonElement;

/** How answers that are no success reach a client (protocol document, section 7). */
public enum WireForm {
    /** Nothing is rewritten. */ PLAIN,
    /** Servers on Python 2: the inner document as a text in {@code error_message}. */ WRAPPED,
    /** Servers on Python 3: every refusal and fault is a plain-text 500 without reason. */ TEXT_500;

    Answer answer(int status, JsonElement body) {
        if (status < 400 || this == PLAIN) {
            return Answer.json(status, body);
        }
        return this == WRAPPED ? Answer.json(status, Row.of("error_message", body.toString()))
                : Answer.text(500, "text/plain", "A server error occurred.  Please contact the administrator.");
    }
}
