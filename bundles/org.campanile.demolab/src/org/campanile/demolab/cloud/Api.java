package org.campanile.demolab.cloud;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.google.gson.JsonParseException;
import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Exchange;

/**
 * A service's routes with what all OpenStack services have in common: the token is checked as keystonemiddleware does, a reader may not
 * change anything, and errors get the service's form.
 */
final class Api {

    /** Answers a request of a known caller. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Call call) throws Exception;
    }

    private static final Logger LOG = Logger.getLogger(Api.class.getName());

    private final DemoHttp http;
    private final Tokens tokens;
    private final ErrorStyle style;
    private final String keystoneUrl;

    Api(DemoHttp http, Tokens tokens, ErrorStyle style, String keystoneUrl) {
        this.http = http;
        this.tokens = tokens;
        this.style = style;
        this.keystoneUrl = keystoneUrl;
        http.otherwise(e -> dress(e, () -> {
            throw ApiError.notFound("The resource could not be found.");
        }));
    }

    String url() {
        return http.url();
    }

    /** A route for everybody. */
    Api open(String method, String path, DemoHttp.Handler handler) {
        http.route(method, path, e -> dress(e, () -> handler.handle(e)));
        return this;
    }

    /** A route for holders of a token; changes need more than the role reader. */
    Api route(String method, String path, Handler handler) {
        http.route(method, path, e -> dress(e, () -> {
            Token token = e.header("X-Auth-Token").flatMap(tokens::find).orElse(null);
            if (token == null) {
                return refused();
            }
            if (!method.equals("GET") && !method.equals("HEAD") && !token.has("admin") && !token.has("member") && !path.contains("/auth/")) {
                throw ApiError.forbidden("You are not authorized to perform the requested action.");
            }
            return handler.handle(new Call(e, token));
        }));
        return this;
    }

    private Answer refused() {
        return Answer.json(401, Json.obj("error", Json.obj("code", 401, "title", "Unauthorized", "message",
                "The request you have made requires authentication."))).with("WWW-Authenticate", "Keystone uri=\"" + keystoneUrl + "\"");
    }

    @FunctionalInterface
    private interface Work {
        Answer answer() throws Exception;
    }

    private Answer dress(Exchange exchange, Work work) throws IOException {
        Answer answer;
        try {
            answer = work.answer();
        } catch (ApiError e) {
            answer = style.answer(exchange, e);
        } catch (JsonParseException | IllegalStateException | ClassCastException | IllegalArgumentException | UnsupportedOperationException
                | DateTimeException e) {
            answer = style.answer(exchange, ApiError.badRequest("Malformed request: " + e.getMessage()));
        } catch (IOException gone) {
            throw gone;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            answer = style.answer(exchange, new ApiError(503, "ServiceUnavailable", "The service is stopping."));
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The demo lab failed on " + exchange.raw().getRequestMethod() + " " + exchange.path(), e);
            answer = style.answer(exchange, new ApiError(500, "InternalServerError",
                    "Unexpected API Error. " + e.getClass().getName() + ": " + e.getMessage()));
        }
        return answer == null ? null : answer.with("X-Openstack-Request-Id", "req-" + UUID.randomUUID());
    }
}
