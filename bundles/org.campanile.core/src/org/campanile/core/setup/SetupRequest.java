package org.campanile.core.setup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

        BrokerAccount account() {
            return new BrokerAccount(vhost, user, tags, BrokerAccount.Password.of(password));
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

    /** Disk formats that Glance takes (Image API v2, "Create image"); a Windows image is one of the first. */
    public static final List<String> DISK_FORMATS = List.of("qcow2", "raw", "vhd", "vhdx", "vmdk", "vdi", "iso", "ploop", "ami");

    /** Who may see an image (Image API v2). */
    public static final List<String> VISIBILITIES = List.of("public", "private", "shared", "community");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]*");

    /** A request for nothing: to undo earlier runs, and to begin a form with. */
    public static SetupRequest nothing() {
        return new SetupRequest(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with another part for the broker; empty for none. */
    public SetupRequest withRabbit(Optional<Rabbit> value) {
        return new SetupRequest(value, murano, image);
    }

    /** The same with another part for Keystone; empty for none. */
    public SetupRequest withMurano(Optional<Murano> value) {
        return new SetupRequest(rabbit, value, image);
    }

    /** The same with another image; empty for none. */
    public SetupRequest withImage(Optional<Image> value) {
        return new SetupRequest(rabbit, murano, value);
    }

    /** All that is not acceptable, in the order of the form; empty when the request can be planned. Pure, touches no file. */
    public List<Problem> problems() {
        List<Problem> found = new ArrayList<>();
        if (rabbit.isEmpty() && murano.isEmpty() && image.isEmpty()) {
            found.add(new Problem("", "Choose at least one part to set up."));
        }
        rabbit.ifPresent(r -> rabbitProblems(r, found));
        murano.ifPresent(m -> muranoProblems(m, found));
        image.ifPresent(i -> imageProblems(i, found));
        return List.copyOf(found);
    }

    private static void rabbitProblems(Rabbit r, List<Problem> found) {
        need(found, "rabbit.vhost", r.vhost(), "Give the virtual host a name.");
        if (!r.vhost().equals("/")) {
            plain(found, "rabbit.vhost", r.vhost(), "virtual host");
        }
        need(found, "rabbit.user", r.user(), "Give the user a name.");
        plain(found, "rabbit.user", r.user(), "user");
        if (r.user().equals("guest")) {
            found.add(new Problem("rabbit.user", "RabbitMQ lets guest log in from its own host only; use another user."));
        }
        AmqpUrlRules.problems(r.password().reveal()).forEach(p -> found.add(new Problem("rabbit.password", p)));
        for (String tag : r.tags()) {
            if (!tag.matches("[A-Za-z0-9_.-]+")) {
                found.add(new Problem("rabbit.tags", "A tag is made of letters, digits and . _ - only."));
            }
        }
    }

    /** Murano 0.2 puts both into an AMQP address without escaping them (Murano protocol document, section 2). */
    private static void plain(List<Problem> found, String field, String value, String what) {
        if (!PLAIN.matcher(value).matches()) {
            found.add(new Problem(field, "Murano puts the name of the " + what
                    + " into an address as it is; use letters, digits and . _ - ~ only."));
        }
    }

    private static void muranoProblems(Murano m, List<Problem> found) {
        need(found, "murano.type", m.type(), "Give the service type, murano or application-catalog.");
        need(found, "murano.name", m.name(), "Give the service a name.");
        need(found, "murano.region", m.region(), "Give the region of the endpoints.");
        if (!URL.matcher(m.url()).matches()) {
            found.add(new Problem("murano.url", "Give murano-api's address as http://host:8082 or https://host:8082."));
        } else if (m.url().endsWith("/")) {
            // Murano 0.2 answers 404 to a path with a doubled slash (section 1.1).
            found.add(new Problem("murano.url", "The address ends with a slash, which murano-api answers with 404."));
        }
    }

    private static void imageProblems(Image i, List<Problem> found) {
        need(found, "image.file", i.file().toString(), "Choose the image file.");
        need(found, "image.name", i.name(), "Give the image a name.");
        if (!DISK_FORMATS.contains(i.diskFormat())) {
            found.add(new Problem("image.diskFormat", "Glance knows no disk format " + i.diskFormat() + "; it knows " + String.join(", ", DISK_FORMATS)
                    + "."));
        }
        if (!VISIBILITIES.contains(i.visibility())) {
            found.add(new Problem("image.visibility", "An image is public, private, shared or community."));
        }
        if (!i.info().equals(ImageInfo.NONE)) {
            need(found, "image.type", i.info().type(), "Give the type, for example windows.2022.");
            need(found, "image.title", i.info().title(), "Give the title that forms show.");
        }
    }

    /** A short word that differs when something else is asked for; the password is not part of it. */
    String signature() {
        List<String> parts = new ArrayList<>();
        rabbit.ifPresent(r -> parts.addAll(List.of("rabbit", r.vhost(), r.user())));
        murano.ifPresent(m -> parts.addAll(List.of("murano", m.type(), m.name(), m.region(), m.url())));
        image.ifPresent(i -> parts.addAll(List.of("image", i.file().toAbsolutePath().normalize().toString(), i.name())));
        return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)).toString();
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
