/** Why something in a lab does not work: the chain from the lab to an agent, looked at link by link, and what its symptoms mean. */
package org.campanile.core.diagnosis;
