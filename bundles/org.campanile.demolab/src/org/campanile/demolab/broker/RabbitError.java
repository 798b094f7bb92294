package org.campanile.demolab.broker;

import org.campanile.demolab.http.Answer;

import com.google.gson.JsonObject;

/** A refusal of the management API, with RabbitMQ's status, error and reason. */
final class RabbitError extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    RabbitError(int status, String error, String reason) {
        super(reason);
        this.status = status;
        this.error = error;
    }

    static RabbitError notFound() {
        return new RabbitError(404, "Object Not Found", "Not Found");
    }

    static RabbitError bad(String reason) {
        return new RabbitError(400, "bad_request", reason);
    }

    static RabbitError notAuthorised(String reason) {
        return new RabbitError(401, "not_authorised", reason);
    }

    Answer answer() {
        JsonObject body = new JsonObject();
        body.addProperty("error", error);
        body.addProperty("reason", getMessage());
        Answer answer = Answer.json(status, body);
        return status == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"RabbitMQ Management\"") : answer;
    }
}
