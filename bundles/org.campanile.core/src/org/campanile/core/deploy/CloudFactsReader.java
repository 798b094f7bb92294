package org.campanile.core.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Image;
import org.campanile.core.openstack.Networking;
import org.campanile.core.openstack.Quota;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Reads from a cloud what the rules of environments need to know. Blocks; worker threads only. */
public final class CloudFactsReader {

    private static final String INFO = "murano_image_info";

    private CloudFactsReader() {
    }

    /** Reads flavors, images, zones, networks, key pairs and quotas. */
    public static CloudFacts read(Cloud cloud, Task task) throws FailureException {
        Map<String, CloudFacts.Flavor> flavors = new HashMap<>();
        for (Compute.Flavor flavor : cloud.compute().flavors(task)) {
            flavors.put(flavor.name(), new CloudFacts.Flavor(flavor.vcpus(), flavor.ram(), flavor.disk()));
        }
        List<CloudFacts.Image> images = cloud.images().list(task).stream().filter(image -> image.status().equals("active"))
                .map(image -> new CloudFacts.Image(image.name(), type(image), image.minRam(), image.minDisk())).toList();
        Set<String> zones = cloud.compute().zones(task).stream().filter(Compute.Zone::available).map(Compute.Zone::name)
                .collect(Collectors.toSet());
        Set<String> networks = new HashSet<>();
        for (Networking.Network network : cloud.networking().networks(task)) {
            networks.add(network.id());
            networks.add(network.name());
        }
        Set<String> keys = cloud.compute().keyPairs(task).stream().map(Compute.KeyPair::name).collect(Collectors.toSet());
        Map<String, Long> free = new HashMap<>();
        for (Quota quota : cloud.compute().quotas(task)) {
            free.put(quota.resource(), quota.limit() < 0 ? -1 : quota.free());
        }
        return new CloudFacts(flavors, images, zones, networks, keys, new CloudFacts.Quota(free.getOrDefault("instances", -1L),
                free.getOrDefault("cores", -1L), free.getOrDefault("ram", -1L)), addresses(cloud, task), cloud.endpoint(Balancer.SERVICE_TYPE).isPresent());
    }

    private static CloudFacts.Addresses addresses(Cloud cloud, Task task) throws FailureException {
        Map<String, String> names = new HashMap<>();
        cloud.networking().networks(task).forEach(network -> names.put(network.id(), network.name()));
        Map<String, List<String>> subnets = new HashMap<>();
        for (Networking.Subnet subnet : cloud.networking().subnets(task)) {
            if (subnet.ipVersion() == 4) {
                for (String network : List.of(subnet.networkId(), names.getOrDefault(subnet.networkId(), subnet.networkId()))) {
                    subnets.merge(network, List.of(subnet.cidr()), (a, b) -> a.equals(b) ? a : Stream.concat(a.stream(), b.stream()).distinct().toList());
                }
            }
        }
        Set<String> used = new HashSet<>();
        cloud.networking().ports(task).forEach(port -> port.addresses().forEach(used::add));
        return new CloudFacts.Addresses(subnets, used);
    }

    /** The type in the image's mark; empty when there is no mark or it is no JSON object. */
    private static String type(Image image) {
        String info = image.properties().getOrDefault(INFO, "");
        try {
            return !info.isEmpty() && JsonParser.parseString(info) instanceof JsonObject object && object.get("type") != null
                    && object.get("type").isJsonPrimitive() ? object.get("type").getAsString() : "";
        } catch (JsonParseException e) {
            return ""; // a broken mark is told by the setup's checks
        }
    }
}
