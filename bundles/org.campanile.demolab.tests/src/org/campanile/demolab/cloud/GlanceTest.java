package org.campanile.demolab.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import com.google.gson.JsonObject;
import org.campanile.demolab.Client.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images of the demo lab's Glance. */
class GlanceTest {

    private CloudLab lab;
    private String images;

    @BeforeEach
    void start() throws Exception {
        lab = new CloudLab();
        images = lab.url("image") + "/v2/images";
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    private String queued(String name) throws Exception {
        Reply made = lab.admin.send("POST", images, "{\"name\":\"" + name + "\",\"disk_format\":\"qcow2\",\"container_format\":\"bare\"}");
        assertEquals(201, made.status(), made.body());
        assertEquals("queued", Json.text(made.json(), "status"));
        return Json.text(made.json(), "id");
    }

    @Test
    void malformedRequestsAreTheClientsFault() throws Exception {
        assertEquals(400, lab.admin.send("POST", images, "{\"id\":\"..\\\\up\",\"name\":\"x\"}").status(), "an id is a UUID");
        assertEquals(400, lab.admin.get(images + "?limit=-3").status());
        assertEquals(400, lab.admin.get(images + "?limit=all").status());
    }

    @Test
    void anUploadIsHashedOnTheWay() throws Exception {
        String id = queued("big");
        byte[] contents = new byte[3_000_000];
        new java.util.Random(1).nextBytes(contents);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest put = HttpRequest.newBuilder(URI.create(images + "/" + id + "/file")).header("X-Auth-Token", lab.admin.token()).header("Content-Type",
                    "application/octet-stream").PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(contents))).build();
            assertEquals(204, client.send(put, BodyHandlers.discarding()).statusCode());
            assertEquals(409, client.send(put, BodyHandlers.discarding()).statusCode(), "an active image takes no contents");
        }
        JsonObject image = lab.admin.get(images + "/" + id).json();
        assertEquals("active", Json.text(image, "status"));
        assertEquals(contents.length, Json.number(image, "size", 0));
        assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(contents)), Json.text(image, "checksum"));
        assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(contents)), Json.text(image, "os_hash_value"));
    }

    @Test
    void anUploadThatBreaksOffLeavesTheImageQueued() throws Exception {
        String id = queued("broken");
        URI uri = URI.create(images);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort()); OutputStream out = socket.getOutputStream()) {
            out.write(("PUT /v2/images/" + id + "/file HTTP/1.1\r\nHost: x\r\nX-Auth-Token: " + lab.admin.token()
                    + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nonly this").getBytes(StandardCharsets.UTF_8));
            out.flush();
            lab.admin.until(images + "/" + id, r -> r.body().contains("\"saving\""));
        }
        lab.admin.until(images + "/" + id, r -> r.body().contains("\"queued\""));
    }

    @Test
    void aPatchSetsReplacesAndRemovesProperties() throws Exception {
        String id = queued("patched");
        String type = "application/openstack-images-v2.1-json-patch";
        String info = "[{\"op\":\"add\",\"path\":\"/murano_image_info\",\"value\":\"{\\\"type\\\":\\\"windows.2022\\\"}\"}]";
        assertEquals(415, lab.admin.send("PATCH", images + "/" + id, info).status());
        Reply added = lab.admin.send("PATCH", images + "/" + id, info, "Content-Type", type);
        assertEquals("{\"type\":\"windows.2022\"}", Json.text(added.json(), "murano_image_info"));
        assertEquals(403, lab.admin.send("PATCH", images + "/" + id, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"active\"}]", "Content-Type", type).status());
        assertEquals(409, lab.admin.send("PATCH", images + "/" + id, "[{\"op\":\"remove\",\"path\":\"/nothing\"}]", "Content-Type", type).status());
        Reply removed = lab.admin.send("PATCH", images + "/" + id, "[{\"op\":\"remove\",\"path\":\"/murano_image_info\"},{\"op\":\"replace\",\"path\":\"/visibility\",\"value\":\"public\"}]",
                "Content-Type", type);
        assertEquals(200, removed.status(), removed.body());
        assertFalse(removed.json().has("murano_image_info"));
    }

    @Test
    void aListComesInPagesAndFiltered() throws Exception {
        for (int i = 0; i < 5; i++) {
            queued("page-" + i);
        }
        int seen = 0;
        String next = "/v2/images?limit=2&status=queued";
        while (!next.isEmpty()) {
            JsonObject page = lab.admin.get(lab.url("image") + next).json();
            seen += Json.array(page, "images").size();
            assertTrue(Json.array(page, "images").size() <= 2);
            next = Json.text(page, "next");
        }
        assertEquals(5, seen);
        assertEquals("demo-windows", Json.text(Json.array(lab.admin.get(images + "?name=demo-windows").json(), "images").get(0).getAsJsonObject(), "name"));
    }

    @Test
    void anUnknownImageIsA404AndAProtectedOneStays() throws Exception {
        assertEquals("No image found with ID nope<br /><br />\n\n\n", Json.text(lab.admin.get(images + "/nope").json(), "message"));
        Reply made = lab.admin.send("POST", images, "{\"name\":\"p\",\"protected\":true}");
        String id = Json.text(made.json(), "id");
        assertEquals(403, lab.admin.send("DELETE", images + "/" + id, null).status());
        assertEquals(200, lab.admin.get(images + "/" + id).status());
        assertEquals(400, lab.admin.send("POST", images, "{\"name\":\"bad\",\"extra\":1}").status());
    }
}
