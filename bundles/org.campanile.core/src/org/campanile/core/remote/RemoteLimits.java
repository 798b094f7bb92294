package org.campanile.core.remote;

import java.time.Duration;

/**
 * Time limits of SSH; time spent on asking the user does not count.
 *
 * @param connect until logged in
 * @param silence how long an SFTP transfer may stand still, and one small SFTP operation may take
 */
public record RemoteLimits(Duration connect, Duration silence) {

    /** 20 s to log in, 30 s of silence. */
    public static final RemoteLimits USUAL = new RemoteLimits(Duration.ofSeconds(20), Duration.ofSeconds(30));
}
