package org.campanile.core.controllers;

import java.util.Map;

/**
 * Redundancy of a service group, which no route of the API tells.
 *
 * @param model {@code N}, {@code N + M} …
 * @param active how many nodes run it actively
 * @param standby how many stand by
 */
public record Redundancy(String model, int active, int standby) {

    private static final Redundancy PAIR = new Redundancy("N + M", 1, 1);
    private static final Redundancy BOTH = new Redundancy("N", 2, 0);

    /** Whether it is active/active by the swact check's rule: model N with exactly two active. */
    public boolean activeActive() {
        return model.equals("N") && active == 2;
    }

    /** The stock groups (protocol document "Service Manager", section 12). */
    public static Map<String, Redundancy> stock() {
        return Map.ofEntries(Map.entry("oam-services", PAIR), Map.entry("controller-services", PAIR), Map.entry("cloud-services", PAIR),
                Map.entry("vim-services", PAIR), Map.entry("patching-services", PAIR), Map.entry("directory-services", BOTH),
                Map.entry("web-services", BOTH), Map.entry("storage-services", BOTH), Map.entry("storage-monitoring-services", PAIR),
                Map.entry("distributed-cloud-services", PAIR));
    }
}
