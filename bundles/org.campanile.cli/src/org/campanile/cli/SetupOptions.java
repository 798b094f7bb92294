package org.campanile.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.ImageInfo;
import org.campanile.core.setup.SetupRequest;
import org.campanile.core.setup.image.DiskImages;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import picocli.CommandLine.Option;

/** What the set-up shall make; the defaults are those of the Getting Started guide. */
final class SetupOptions {

    /** The secret's part; a name of its own, so that the password of the broker's administrator is never taken for that of the new user. */
    static final String NEW_USER = "new user";

    private static final List<String> PARTS = List.of("rabbitmq", "keystone");

    @Option(names = "--skip", split = ",", paramLabel = "PART", description = "Leave out rabbitmq or keystone (comma separated).")
    List<String> skip = List.of();

    @Option(names = "--vhost", defaultValue = "muranovhost", description = "RabbitMQ virtual host (default: ${DEFAULT-VALUE}).")
    String vhost;

    @Option(names = "--rabbitmq-user", defaultValue = "muranouser", description = "RabbitMQ user (default: ${DEFAULT-VALUE}); its password is asked for or comes from CAMPANILE_SECRET_NEW_USER.")
    String user;

    @Option(names = "--murano-url", paramLabel = "URL", description = "Address of murano-api (default: port 8082 of Keystone's host).")
    String muranoUrl;

    @Option(names = "--murano-type", defaultValue = "murano", description = "Service type: murano (release 0.2) or application-catalog (since 2014.2).")
    String muranoType;

    @Option(names = "--image", paramLabel = "FILE", description = "Windows image to upload; left out when not given.")
    Path image;

    @Option(names = "--image-name", description = "Name in Glance (default: the file's name).")
    String imageName;

    @Option(names = "--image-type", defaultValue = "windows.2022", description = "Type in murano_image_info (default: ${DEFAULT-VALUE}).")
    String imageType;

    @Option(names = "--image-title", defaultValue = "Windows Server 2022", description = "Title in murano_image_info (default: ${DEFAULT-VALUE}).")
    String imageTitle;

    @Option(names = "--disk-format", description = "Disk format (default: by the file's ending, else by its contents). A file that is of another one is refused.")
    String diskFormat;

    @Option(names = "--visibility", defaultValue = "private", description = "public, private, shared or community (default: ${DEFAULT-VALUE}).")
    String visibility;

    /** Whether the user asked for anything of the set-up, so that a check looks for it too. */
    boolean given() {
        return image != null || muranoUrl != null;
    }

    /** What was asked for, with what the lab knows filled in. */
    SetupRequest request(LabSession session, Task task) throws FailureException {
        for (String part : skip) {
            if (!PARTS.contains(part)) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading what to set up", "--skip", part, "There is no such part.",
                        "Leave out rabbitmq or keystone."));
            }
        }
        Optional<SetupRequest.Rabbit> rabbit = Optional.empty();
        if (session.lab().broker().isPresent() && !skip.contains("rabbitmq")) {
            Secret password = session.secrets().require(new SecretKey(session.lab().name(), NEW_USER, user));
            rabbit = Optional.of(new SetupRequest.Rabbit(vhost, user, password, List.of("administrator")));
        }
        Optional<SetupRequest.Murano> murano = Optional.empty();
        if (!skip.contains("keystone")) {
            Cloud cloud = session.cloud(task);
            String url = muranoUrl != null ? muranoUrl : "http://" + URI.create(cloud.profile().authUrl()).getHost() + ":8082";
            murano = Optional.of(new SetupRequest.Murano(muranoType, muranoType.equals("murano") ? "murano" : "murano-v1",
                    "Murano application catalogue", region(cloud), url));
        }
        return new SetupRequest(rabbit, murano, Optional.ofNullable(image).map(this::imageRequest));
    }

    private SetupRequest.Image imageRequest(Path file) {
        String fileName = file.getFileName().toString();
        String stem = fileName.replaceFirst("\\.[A-Za-z0-9]+$", "");
        return new SetupRequest.Image(file.toAbsolutePath(), imageName == null ? stem : imageName, diskFormat == null ? format(file) : diskFormat,
                visibility, new ImageInfo(imageType, imageTitle));
    }

    /** What the file's ending says it is, or else what it is; a file that cannot be read is told by who uploads it. */
    static String format(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (String known : List.of("qcow2", "raw", "vhd", "vhdx", "vmdk", "vdi", "iso")) {
            if (name.endsWith("." + known)) {
                return known;
            }
        }
        try {
            return DiskImages.read(file).format();
        } catch (FailureException unreadable) {
            return "raw";
        }
    }

    private static String region(Cloud cloud) {
        if (!cloud.profile().region().isEmpty()) {
            return cloud.profile().region();
        }
        return cloud.catalogue().stream().filter(c -> c.type().equals("identity")).flatMap(c -> c.endpoints().stream()).map(e -> e.region())
                .findFirst().orElse("RegionOne");
    }
}
