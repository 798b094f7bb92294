package org.campanile.ui.labs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSnapshot;

/**
 * The rows of the Labs explorer as a value: labs with what they are made of. No widgets.
 *
 * @param roots labs, then files that are no labs
 * @param children rows under each root
 */
record LabTree(List<LabItem> roots, Map<LabItem, List<LabItem>> children) {

    /** The tree of a store's snapshot and the environments found per lab. */
    static LabTree of(LabSnapshot snapshot, List<Path> environments) {
        List<LabItem> roots = new ArrayList<>();
        Map<LabItem, List<LabItem>> children = new LinkedHashMap<>();
        for (Lab lab : snapshot.labs()) {
            LabItem root = new LabItem(lab, LabItem.Kind.LAB, lab.name(), "", null);
            roots.add(root);
            children.put(root, parts(lab, environments));
        }
        for (LabSnapshot.Broken broken : snapshot.broken()) {
            roots.add(new LabItem(null, LabItem.Kind.BROKEN, broken.file().getFileName().toString(), broken.why().meaning(), broken.file()));
        }
        return new LabTree(roots, children);
    }

    private static List<LabItem> parts(Lab lab, List<Path> environments) {
        List<LabItem> parts = new ArrayList<>();
        lab.cloud().ifPresent(c -> parts.add(new LabItem(lab, LabItem.Kind.CLOUD, Messages.cloud, c.authUrl(), null)));
        lab.broker().ifPresent(b -> parts.add(new LabItem(lab, LabItem.Kind.BROKER, Messages.broker, b.address(), null)));
        lab.systems().forEach(s -> parts.add(new LabItem(lab, LabItem.Kind.SYSTEM, s.name(), String.join(", ", s.urls()), null)));
        lab.hosts().forEach(h -> parts.add(new LabItem(lab, LabItem.Kind.HOST, h.name(), h.where(), null)));
        for (Path file : environments) {
            String name = file.getFileName().toString();
            parts.add(new LabItem(lab, LabItem.Kind.ENVIRONMENT, name.endsWith(".yaml") ? name.substring(0, name.length() - 5) : name, "", file));
        }
        return parts;
    }
}
