package org.campanile.demolab.servicemanager;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** A fault as sm-api tells it: status and a document with {@code faultcode} and {@code faultstring} (protocol document, section 7). */
final class SmFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private SmFault(int status, String text) {
        super(text);
        this.status = status;
    }

    /** The request is not acceptable. */
    static SmFault badInput(String text) {
        return new SmFault(400, text);
    }

    /** A row that has to exist is missing. */
    static SmFault missing(String server) {
        return new SmFault(404, "Server " + server + " could not be found.");
    }

    /** Something went wrong inside the server. */
    static SmFault internal(String text) {
        return new SmFault(500, text);
    }

    int status() {
        return status;
    }

    JsonObject body() {
        JsonObject body = Row.of("faultcode", status < 500 ? "Client" : "Server", "faultstring", getMessage());
        body.add("debuginfo", JsonNull.INSTANCE);
        return body;
    }
}
