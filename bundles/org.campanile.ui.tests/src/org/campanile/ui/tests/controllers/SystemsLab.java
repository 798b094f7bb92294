package org.campanile.ui.tests.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.servicemanager.DemoFleet;
import org.campanile.ui.Services;
import org.campanile.ui.demo.EmbeddedDemoLab;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;

/** A lab of other systems with the demo lab's cloud, the active one until it is closed. */
final class SystemsLab implements AutoCloseable {

    private final Services services;
    private final Lab lab;

    private SystemsLab(WorkbenchDriver workbench, Services services, Lab draft, Secret password) throws FailureException {
        this.services = services;
        services.secrets().store(draft.cloudKey(), password);
        services.labs().save(draft);
        services.labs().reload();
        // as it is read back, so that the window does not put that in its place
        this.lab = services.labs().find(draft.name()).orElseThrow();
        // the list of labs may still turn to the lab that stands where a deleted one stood
        Wait.until(lab.name() + " is the active lab", () -> {
            workbench.settle();
            boolean active = workbench.read(services.activeLab()::get).equals(Optional.of(lab));
            if (!active) {
                workbench.run(() -> services.activeLab().set(lab));
            }
            return active;
        });
    }

    /** With these systems. */
    static SystemsLab of(WorkbenchDriver workbench, Services services, Lab demo, String name, List<SystemProfile> systems) throws FailureException {
        Lab lab = new Lab(name, demo.colour(), demo.guard(), demo.cloud(), Optional.empty(), systems, List.of(), "", Map.of());
        return new SystemsLab(workbench, services, lab, EmbeddedDemoLab.secrets(demo).get(demo.cloudKey()));
    }

    /** With the systems of a fleet, named {@code system-000} and so on. */
    static SystemsLab of(WorkbenchDriver workbench, Services services, Lab demo, String name, DemoFleet fleet) throws FailureException {
        List<SystemProfile> systems = new ArrayList<>();
        for (int i = 0; i < fleet.size(); i++) {
            systems.add(new SystemProfile(system(i), List.of(fleet.url(i)), "", false));
        }
        return of(workbench, services, demo, name, systems);
    }

    /** With the demo lab's own systems, seen by another of its users. */
    static SystemsLab as(WorkbenchDriver workbench, Services services, Lab demo, String user) throws FailureException {
        CloudProfile cloud = CloudProfile.password("demo-lab", demo.cloud().orElseThrow().authUrl(), user, "demo").withRegion("RegionOne");
        Lab lab = new Lab("As " + user, demo.colour(), demo.guard(), Optional.of(cloud), Optional.empty(), demo.systems(), List.of(), "", Map.of());
        return new SystemsLab(workbench, services, lab, Secret.of(user + "-secret"));
    }

    /** Name of a system of a fleet. */
    static String system(int i) {
        return String.format(Locale.ROOT, "system-%03d", i);
    }

    Lab lab() {
        return lab;
    }

    @Override
    public void close() throws FailureException {
        services.labs().delete(lab.name());
    }
}
