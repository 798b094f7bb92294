package org.campanile.core.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.campanile.core.rabbitmq.AmqpUrlRules;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * What a set-up shall make. A value; the password in it prints as {@code ***}.
 *
 * @param rabbit virtual host and user in RabbitMQ, or nothing to leave the broker as it is
 * @param murano service and endpoints in Keystone, or nothing
 * @param image Windows image in Glance, or nothing
 */
public record SetupRequest(Optional<Rabbit> rabbit, Optional<Murano> murano, Optional<Image> image) {

    /**
     * What one devbox needs in RabbitMQ (Getting Started guide, "RabbitMQ"; Murano protocol document, section 8.1).
     *
     * @param vhost e.g. {@code muranovhost}
     * @param user e.g. {@code muranouser}
     * @param password of that user
     * @param tags e.g. {@code administrator}, which the guide asks for
     */
    public record Rabbit(String vhost, String user, Secret password, List<String> tags) {
        public Rabbit {
            tags = List.copyOf(tags);
        }
    }

    /**
     * Murano's entry in the catalogue.
     *
     * @param type {@code murano} for release 0.2, {@code application-catalog} since 2014.2 (section 9.1)
     * @param url for all three interfaces, e.g. {@code http://10.0.0.5:8082}
     */
    public record Murano(String type, String name, String description, String region, String url) {
    }

    /**
     * The Windows image.
     *
     * @param file on this machine
     * @param name in Glance
     * @param diskFormat e.g. {@code qcow2}
     * @param visibility {@code public}, {@code private}, {@code shared} or {@code community}
     * @param info the mark for Murano
     */
    public record Image(Path file, String name, String diskFormat, String visibility, ImageInfo info) {
    }

    /** Something in a request that is not acceptable. @param field e.g. {@code rabbit.password} */
    public record Problem(String field, String message) {
    }

    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._\\-\\[\\]:]+(/[^\\s]*)?");

    /** All that is not acceptable, in the order of the form; empty when the request can be planned. Pure, touches no file. */
    public List<Problem> problems() {
        List<Problem> found = new ArrayList<>();
        rabbit.ifPresent(r -> {
            need(found, "rabbit.vhost", r.vhost(), "Give the virtual host a name.");
            need(found, "rabbit.user", r.user(), "Give the user a name.");
            if (r.user().equals("guest")) {
                found.add(new Problem("rabbit.user", "RabbitMQ lets guest log in from its own host only; use another user."));
            }
            AmqpUrlRules.problems(r.password().reveal()).forEach(p -> found.add(new Problem("rabbit.password", p)));
        });
        murano.ifPresent(m -> {
            need(found, "murano.type", m.type(), "Give the service type, murano or application-catalog.");
            need(found, "murano.name", m.name(), "Give the service a name.");
            need(found, "murano.region", m.region(), "Give the region of the endpoints.");
            if (!URL.matcher(m.url()).matches()) {
                found.add(new Problem("murano.url", "This is not a plain http or https address."));
            } else if (m.url().endsWith("/")) {
                // Murano 0.2 answers 404 to a path with a doubled slash (section 1.1).
                found.add(new Problem("murano.url", "The address ends with a slash, which murano-api answers with 404."));
            }
        });
        image.ifPresent(i -> {
            need(found, "image.file", i.file().toString(), "Choose the image file.");
            need(found, "image.name", i.name(), "Give the image a name.");
            need(found, "image.type", i.info().type(), "Give the type, for example windows.2022.");
            need(found, "image.title", i.info().title(), "Give the title that forms show.");
        });
        if (rabbit.isEmpty() && murano.isEmpty() && image.isEmpty()) {
            found.add(new Problem("", "Choose at least one part to set up."));
        }
        return List.copyOf(found);
    }

    /** Refuses a request with problems, telling all of them. */
    public void require() throws FailureException {
        List<Problem> found = problems();
        if (!found.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading what to set up", found.getFirst().field(), "",
                    String.join(" ", found.stream().map(Problem::message).toList()), "Correct it and try again."));
        }
    }

    private static void need(List<Problem> found, String field, String value, String message) {
        if (value.isBlank()) {
            found.add(new Problem(field, message));
        }
    }
}
