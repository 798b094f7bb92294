/**
 * The conductor: sends the plan's steps to the units' agents, takes their answers, and survives silent agents, lost messages and its own death
 * (protocol document, section 3; murano-agent-observed.md, section 8). What it has done stands in a {@link RunLog} before it is done.
 */
package org.campanile.core.deploy.conductor;
