package org.campanile.demolab.cloud;

import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Services and endpoints, and the catalog of a token made of them. */
final class Catalog {

    static final String REGION = "RegionOne";

    private final Table services;
    private final Table endpoints;

    Catalog(DemoState state) {
        services = state.table("services");
        endpoints = state.table("endpoints");
    }

    /**
     * Makes sure a service of the lab itself is listed at this address; one with such a type that somebody else made stays.
     *
     * @param url address, where {@code %(project_id)s} stands for the project of the token
     */
    void offer(String type, String name, String url) {
        String id = Ids.fixed("service:" + type);
        if (services.get(id).isEmpty()) {
            services.put(Json.obj("id", id, "type", type, "name", name, "enabled", true, "description", ""));
        }
        for (String face : List.of("public", "internal", "admin")) {
            endpoints.put(Json.obj("id", Ids.fixed("endpoint:" + type + ":" + face), "service_id", id, "interface", face, "region", REGION,
                    "region_id", REGION, "url", url, "enabled", true));
        }
    }

    /** The catalog as a token of this project shows it. */
    JsonArray of(String projectId) {
        JsonArray all = new JsonArray();
        for (JsonObject service : services.where(s -> Json.flag(s, "enabled"))) {
            JsonArray faces = new JsonArray();
            for (JsonObject e : endpoints.where("service_id", Json.text(service, "id"))) {
                String url = Json.text(e, "url");
                boolean perProject = url.contains("(project_id)s") || url.contains("(tenant_id)s");
                if (Json.flag(e, "enabled") && !(perProject && projectId.isEmpty())) {
                    faces.add(Json.obj("id", e.get("id"), "interface", e.get("interface"), "region_id", e.get("region_id"), "region",
                            e.get("region_id"), "url", url.replaceAll("[%$]\\((project|tenant)_id\\)s", projectId)));
                }
            }
            if (!faces.isEmpty()) {
                all.add(Json.obj("endpoints", faces, "id", service.get("id"), "type", service.get("type"), "name", Json.text(service, "name")));
            }
        }
        return all;
    }
}
