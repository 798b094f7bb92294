package org.campanile.core.diagnosis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The package that a Murano of 2014 or later is proven by (protocol document, section 9: its services are objects of packages): one application whose stack
 * holds a random string, so that API, broker, engine and Heat take part and no server is paid for. Put into the catalogue for the proof only, seen by the own
 * project only. Calls have a limit of time and size and are cut when their task is cancelled; worker threads only.
 */
public final class ProofPackage {

    /** Murano's own library, without which no package works. */
    public static final String LIBRARY = "io.murano";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LARGEST = 1 << 20;

    private static final String MANIFEST = """
            Format: 1.3
            Type: Application
            FullName: %1$s
            Name: Proof of a lab
            Description: Made and removed by Campanile while it proves a lab.
            Author: Campanile
            Tags: [proof]
            Classes:
              %1$s: Proof.yaml
            UI: ui.yaml
            """;
    private static final String CLASS = """
            Namespaces:
              std: io.murano

            Name: %1$s
            Extends: std:Application

            Properties:
              name:
                Contract: $.string().notNull()

            Methods:
              .init:
                Body:
                  - $._environment: $.find(std:Environment).require()
              deploy:
                Body:
                  - $template:
                      resources:
                        proof:
                          type: 'OS::Heat::RandomString'
                          properties:
                            length: 8
                  - $._environment.stack.updateTemplate($template)
                  - $._environment.stack.push()
            """;
    private static final String FORM = """
            Version: 2
            Application:
              ?:
                type: %1$s
              name: $.it.name
            Forms:
              - it:
                  fields:
                    - name: name
                      type: string
                      label: Name
                      initial: proof
            """;

    private final String base;
    private final Cloud cloud;

    /** @param url of murano-api, with its prefix */
    public ProofPackage(URI url, Cloud cloud) {
        this.base = url.toString();
        this.cloud = cloud;
    }

    /** A fully qualified name that nobody else has. */
    public static String newName() {
        return "org.campanile.proof.P" + UUID.randomUUID().toString().replace("-", "").substring(0, 8);
    }

    /** JSON of the one service of the environment. @param name that the package was uploaded under */
    public static String service(String name) {
        JsonObject meta = new JsonObject();
        meta.addProperty("type", name);
        meta.addProperty("id", UUID.randomUUID().toString().replace("-", ""));
        JsonObject service = new JsonObject();
        service.add("?", meta);
        service.addProperty("name", "proof");
        return service.toString();
    }

    private static byte[] zip(String name) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("manifest.yaml", MANIFEST);
        files.put("Classes/Proof.yaml", CLASS);
        files.put("UI/ui.yaml", FORM);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().formatted(name).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Puts it into the catalogue under that fully qualified name.
     *
     * @throws FailureException REMOTE when murano-api refuses it, UNREACHABLE when it does not answer
     */
    public void upload(String name, Task task) throws FailureException {
        String boundary = "campanile-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"__metadata__\"\r\nContent-Type: application/json\r\n\r\n"
                + "{\"is_public\":false}\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"proof.zip\"\r\n"
                + "Content-Type: application/zip\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(zip(name));
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        send("POST", "/catalog/packages", HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()), "multipart/form-data; boundary=" + boundary, task);
    }

    /**
     * Takes it out of the catalogue; nothing happens when it is not there.
     *
     * @throws FailureException REMOTE when murano-api refuses it, UNREACHABLE when it does not answer
     */
    public void delete(String name, Task task) throws FailureException {
        JsonElement found = JsonParser.parseString(send("GET", "/catalog/packages?fqn=" + name, HttpRequest.BodyPublishers.noBody(), "application/json", task));
        for (JsonElement one : found.getAsJsonObject().getAsJsonArray("packages")) {
            if (one.getAsJsonObject().get("fully_qualified_name").getAsString().equals(name)) {
                send("DELETE", "/catalog/packages/" + one.getAsJsonObject().get("id").getAsString(), HttpRequest.BodyPublishers.noBody(), "application/json", task);
            }
        }
    }

    private String send(String method, String path, HttpRequest.BodyPublisher body, String type, Task task) throws FailureException {
        String subject = method + " " + base + path;
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT).header("X-Auth-Token", cloud.token(task).reveal())
                .header("Accept", "application/json").header("Content-Type", type).method(method, body).build();
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build()) {
            CompletableFuture<String> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()).thenApplyAsync(r -> read(r));
            try (Task.Registration cancel = task.onCancel(() -> {
                answer.cancel(true);
                http.shutdownNow();
            })) {
                return answer.get();
            } finally {
                http.shutdownNow();
            }
        } catch (ExecutionException | CancellationException e) {
            task.checkCancelled("proving the lab");
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new FailureException(new Failure(cause instanceof Refused ? Failure.Kind.REMOTE : Failure.Kind.UNREACHABLE, "changing Murano's catalogue", subject,
                    String.valueOf(cause.getMessage()), cause instanceof Refused ? "murano-api refused it." : "murano-api did not answer.", "Look into murano-api's log."), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("proving the lab");
        }
    }

    private static String read(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
            if (response.statusCode() / 100 != 2) {
                throw new Refused("status " + response.statusCode() + ": " + text.substring(0, Math.min(300, text.length())));
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer that is no success. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
