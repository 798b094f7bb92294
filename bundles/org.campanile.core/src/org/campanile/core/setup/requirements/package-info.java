/**
 * The set-up's part "Requirements": what has to be true of the lab's machines, their clocks, names and ways to each other, and of the cloud, before anything
 * is set up. Checks only look; each finding says what was seen, why it is so, what will not work because of it, and what to do.
 */
package org.campanile.core.setup.requirements;
