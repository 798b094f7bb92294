package org.campanile.ui.setup.wizard;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.ImageInfo;
import org.campanile.core.setup.SetupRequest;

/**
 * The wizard's form as it is typed. An immutable value; each edit makes a new one. Passwords print as {@code ***}.
 *
 * @param rabbit whether RabbitMQ is to be set up
 * @param murano whether Murano is to be registered in Keystone
 * @param image whether an image is to be uploaded
 * @param account fields of the RabbitMQ page
 * @param service fields of the Keystone page
 * @param file fields of the image page
 */
public record SetupDraft(boolean rabbit, boolean murano, boolean image, Account account, Service service, File file) {

    /** Fields of the RabbitMQ page. @param again the password typed a second time */
    public record Account(String vhost, String user, Secret password, Secret again, String tags) {
    }

    /** Fields of the Keystone page. */
    public record Service(String type, String name, String region, String url) {
    }

    /** Fields of the image page. */
    public record File(String path, String name, String diskFormat, String visibility, String type, String title) {
    }

    /** What a form begins with: the guide's names, what the lab knows, and nothing that only the user can know. */
    public static SetupDraft of(Lab lab) {
        Optional<CloudProfile> cloud = lab.cloud();
        String override = cloud.map(c -> c.endpointOverrides().getOrDefault("application-catalog", c.endpointOverrides().getOrDefault("murano", "")))
                .orElse("");
        String url = override.isEmpty() ? "http://" + cloud.map(c -> host(c.authUrl())).orElse("") + ":8082" : override;
        String region = cloud.map(CloudProfile::region).filter(r -> !r.isEmpty()).orElse("RegionOne");
        return new SetupDraft(lab.broker().isPresent(), cloud.isPresent(), cloud.isPresent(),
                new Account("muranovhost", "muranouser", Secret.of(""), Secret.of(""), "administrator"),
                new Service("application-catalog", "murano", region, url),
                new File("", "", "qcow2", "public", "windows.2022", "Windows Server 2022"));
    }

    private static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The same with other parts chosen. */
    public SetupDraft withParts(boolean rabbitOn, boolean muranoOn, boolean imageOn) {
        return new SetupDraft(rabbitOn, muranoOn, imageOn, account, service, file);
    }

    /** The same with another account. */
    public SetupDraft withAccount(Account value) {
        return new SetupDraft(rabbit, murano, image, value, service, file);
    }

    /** The same with another service. */
    public SetupDraft withService(Service value) {
        return new SetupDraft(rabbit, murano, image, account, value, file);
    }

    /** The same with another file. */
    public SetupDraft withFile(File value) {
        return new SetupDraft(rabbit, murano, image, account, service, value);
    }

    /** What is asked for. */
    public SetupRequest request() {
        return new SetupRequest(
                rabbit ? Optional.of(new SetupRequest.Rabbit(account.vhost.strip(), account.user.strip(), account.password, tags())) : Optional.empty(),
                murano ? Optional.of(new SetupRequest.Murano(service.type.strip(), service.name.strip(), "Murano application catalogue",
                        service.region.strip(), service.url.strip())) : Optional.empty(),
                image ? Optional.of(new SetupRequest.Image(path(), file.name.strip(), file.diskFormat, file.visibility, mark())) : Optional.empty());
    }

    /** Murano's mark of the image. */
    public ImageInfo mark() {
        return new ImageInfo(file.type.strip(), file.title.strip());
    }

    private List<String> tags() {
        return Stream.of(account.tags.split("[,\\s]+")).filter(t -> !t.isEmpty()).toList();
    }

    /** The image's path; empty when what is typed is no path. */
    public Path path() {
        try {
            return Path.of(file.path.strip());
        } catch (InvalidPathException e) {
            return Path.of("");
        }
    }

    /** All problems of the form, those of the request and those only a form has, in the order of the pages. Pure. */
    public List<SetupRequest.Problem> problems() {
        List<SetupRequest.Problem> all = new ArrayList<>(request().problems());
        boolean typed = !account.password.reveal().isEmpty();
        if (rabbit && typed && !account.password.equals(account.again)) {
            int at = (int) all.stream().takeWhile(p -> p.field().isEmpty() || p.field().startsWith("rabbit.")).count();
            all.add(at, new SetupRequest.Problem("rabbit.again", account.again.reveal().isEmpty() ? "Type the password a second time."
                    : "The two passwords differ."));
        }
        return List.copyOf(all);
    }

    /** The problems of the fields that begin so. */
    public List<SetupRequest.Problem> problems(String begin) {
        return problems().stream().filter(p -> begin.isEmpty() ? p.field().isEmpty() : p.field().startsWith(begin)).toList();
    }

    /** A disk format by the file's ending, as far as the ending says it. */
    public static Optional<String> formatOf(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String end = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return end.equals("img") ? Optional.of("raw") : SetupRequest.DISK_FORMATS.stream().filter(end::equals).findFirst();
    }
}
