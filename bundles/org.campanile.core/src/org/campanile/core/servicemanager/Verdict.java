package org.campanile.core.servicemanager;

import java.util.Optional;

import org.campanile.core.task.Failure;

import com.google.gson.JsonObject;

/** Decides what an answer to a command means (protocol document, sections 6 and 7, quirks Q1, Q2 and Q15). Package-private and pure. */
final class Verdict {

    private final String system;
    private final String host;
    private final Command command;

    Verdict(String system, String host, Command command) {
        this.system = system;
        this.host = host;
        this.command = command;
    }

    /** The verdict on an exchange. */
    CommandResult on(Wire.Sent sent) {
        RawExchange exchange = sent.exchange();
        if (!sent.answered()) {
            if (sent.delivered() && !command.isPreCheck()) {
                return new CommandResult.Uncertain("No answer came to " + command.action() + " (" + exchange.trouble()
                        + "); it may have started all the same.", exchange);
            }
            return failed(Failures.noAnswer(doing(), sent));
        }
        Reply reply = new Reply(exchange);
        Optional<JsonObject> result = reply.result().filter(r -> exchange.status() < 500 || command.isPreCheck());
        if (result.isPresent() && (exchange.status() == 200 || exchange.status() == 400)) {
            return decided(result.get(), exchange);
        }
        boolean atTheDoor = exchange.status() >= 300 && exchange.status() < 500;
        if (command.isPreCheck() || atTheDoor) {
            return failed(Failures.badAnswer(doing(), reply, exchange));
        }
        return new CommandResult.Uncertain(why(reply, exchange), exchange);
    }

    private CommandResult decided(JsonObject result, RawExchange exchange) {
        String code = Reply.text(result, "error_code");
        if (!code.equals("0")) {
            return new CommandResult.Refused(code, Reply.text(result, "error_details"), Reply.texts(result, "impact_service_list"),
                    exchange);
        }
        if (exchange.status() != 200) {
            return new CommandResult.Uncertain("The answer has status " + exchange.status() + " and yet says success.", exchange);
        }
        String about = Reply.text(result, "hostname");
        // only of a pre-check: what is acknowledged after a command is what SM understood and is followed by reading (quirk Q15)
        if (command.isPreCheck() && !about.isEmpty() && !about.equals(host)) {
            return failed(new Failure(Failure.Kind.BAD_ANSWER, doing(), exchange.url(), exchange.cameBack(), "The answer is about " + about
                    + ", not about " + host + ".", "Keep the raw exchange for support."));
        }
        return new CommandResult.Accepted(new CommandResult.Echo(Reply.text(result, "hostname"), Reply.text(result, "action"),
                Reply.text(result, "admin"), Reply.text(result, "oper"), Reply.text(result, "avail")), exchange);
    }

    private String why(Reply reply, RawExchange exchange) {
        String said = reply.result().map(r -> Reply.text(r, "error_details")).or(reply::fault).orElse("");
        return "The server answered " + exchange.status() + (said.isEmpty() ? " without a reason" : " (" + said + ")") + " to "
                + command.action() + "; a lost acknowledgement looks the same, so it may have started.";
    }

    private static CommandResult failed(Failure failure) {
        return new CommandResult.Failed(failure);
    }

    private String doing() {
        return "sending " + command.action() + " for " + host + " to system " + system;
    }
}
