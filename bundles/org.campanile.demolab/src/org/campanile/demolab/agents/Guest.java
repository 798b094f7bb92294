package org.campanile.demolab.agents;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The simulated machine an agent runs on: its name and address, its pace, its troubles, and whether it was switched off. */
final class Guest {

    private final String name;
    private final String address;
    private final AgentPace pace;
    private final Random random;
    private final AgentFaults faults;
    private final CountDownLatch off = new CountDownLatch(1);
    private Duration worked = Duration.ZERO;

    Guest(String name, String address, AgentPace pace, AgentFaults faults) {
        this.name = name;
        this.address = address;
        this.pace = pace;
        this.random = pace.random(name);
        this.faults = faults;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    AgentPace pace() {
        return pace;
    }

    AgentFaults faults() {
        return faults;
    }

    /** Lets about so many seconds of the guest's time pass. */
    void work(int seconds) throws InterruptedException {
        Duration time = pace.of(seconds, random);
        worked = worked.plus(time);
        pass(time);
    }

    /** How long the guest was to work since this was last asked, by its pace and not by the clock. */
    Duration takeWorked() {
        Duration time = worked;
        worked = Duration.ZERO;
        return time;
    }

    /** Lets time pass; ends with the exception when the guest is switched off. */
    void pass(Duration time) throws InterruptedException {
        if (off.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the guest was switched off");
        }
    }

    void switchOff() {
        off.countDown();
    }

    boolean isOff() {
        return off.getCount() == 0;
    }
}
