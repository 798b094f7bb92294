package org.campanile.demolab.cloud;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.campanile.demolab.Client;
import org.campanile.demolab.http.Faults;

/** A demo cloud by itself, forty times as fast as a real one, with an admin logged in. */
final class CloudLab implements AutoCloseable {

    final Faults faults = new Faults();
    final DemoState state;
    final Clock clock;
    final DemoCloud cloud;
    final Client admin = new Client();

    CloudLab() throws IOException, InterruptedException {
        this(DemoState.thrownAway(), Duration.ofHours(1));
    }

    CloudLab(DemoState state, Duration tokenLife) throws IOException, InterruptedException {
        this(state, tokenLife, 0.025);
    }

    private CloudLab(DemoState state, Duration tokenLife, double scale) throws IOException, InterruptedException {
        this.state = state;
        clock = new Clock(scale);
        cloud = new DemoCloud(new CloudOptions(Map.of(), 7, tokenLife), state, clock, faults);
        admin.login(keystone(), "admin", "admin-secret", "admin");
    }

    /** One in which nothing that is begun ever ends, to look at what is under way. */
    static CloudLab standingStill() throws IOException, InterruptedException {
        return new CloudLab(DemoState.thrownAway(), Duration.ofHours(1), 1_000_000);
    }

    String keystone() {
        return cloud.urls().get("identity") + "/v3";
    }

    String url(String type) {
        return cloud.urls().get(type);
    }

    String heat() {
        return url("orchestration") + "/v1/" + Ids.fixed("project:admin");
    }

    @Override
    public void close() throws IOException {
        admin.close();
        cloud.close();
        clock.close();
        state.close();
    }
}
