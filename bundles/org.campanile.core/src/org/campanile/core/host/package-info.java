/**
 * A machine of the lab, whatever system it runs: what it is, commands on it, its files, packages and services. On {@code remote}, which speaks
 * SSH, and {@code config}, which knows configuration files.
 */
package org.campanile.core.host;
