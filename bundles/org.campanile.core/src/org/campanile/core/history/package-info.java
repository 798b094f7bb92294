/** What happened: a database of states, runs and findings, and the log of every change made to a lab. */
package org.campanile.core.history;
