package main

import "time"

// lease is the part of a Lease's spec that says who leads.
type lease struct {
	HolderIdentity       string
	LeaseDurationSeconds int
	AcquireTime          time.Time
	RenewTime            time.Time
}

// change is a lease that went from one holder to another.
type change struct {
	At   string `json:"at"`
	From string `json:"from"`
	// Empty where nobody had it at the end.
	To              string  `json:"to"`
	WithoutLeaderMs float64 `json:"withoutLeaderMs"`
}

// leadership follows one lease, and the processes of the component that holds it.
//
// Without a leader is the time from when the former holder stopped leading to when the next one acquired the lease, as
// that one wrote it down. The former holder stopped when it gave the lease up or when its process ended, whatever came
// first; where neither was seen, it is taken to have stopped at its last renewal, which is too early by up to the renewal
// period. A process counts if it ended after the former holder's last renewal.
type leadership struct {
	current  lease
	released time.Time
	ended    time.Time
	changes  []change
}

// processEnded takes the end of a process of this component.
func (l *leadership) processEnded(at time.Time) {
	if l.ended.IsZero() {
		l.ended = at
	}
}

// observe takes the lease as it was read at a time.
func (l *leadership) observe(read lease, at time.Time) {
	switch {
	case read.HolderIdentity == "":
		if l.released.IsZero() && l.current.HolderIdentity != "" {
			l.released = releaseTime(l.current, read, at)
		}
	case read.HolderIdentity == l.current.HolderIdentity:
		if read.RenewTime.After(l.current.RenewTime) {
			l.released, l.ended = time.Time{}, time.Time{}
		}
		l.current = read
	default:
		if l.current.HolderIdentity != "" {
			l.record(read.HolderIdentity, read.AcquireTime)
		}
		l.current, l.released, l.ended = read, time.Time{}, time.Time{}
	}
}

// finish counts a lease that nobody holds at the end.
func (l *leadership) finish(end time.Time) []change {
	expiry := l.current.RenewTime.Add(time.Duration(l.current.LeaseDurationSeconds) * time.Second)
	if l.current.HolderIdentity != "" && (!l.released.IsZero() || end.After(expiry)) {
		l.record("", end)
	}
	return l.changes
}

func (l *leadership) record(to string, next time.Time) {
	gap := max(next.Sub(l.ledUntil()), 0)
	l.changes = append(l.changes, change{timestamp(next), l.current.HolderIdentity, to, milliseconds(gap)})
}

func (l *leadership) ledUntil() time.Time {
	switch {
	case l.released.IsZero() && l.ended.IsZero():
		return l.current.RenewTime
	case l.released.IsZero() || (!l.ended.IsZero() && l.ended.Before(l.released)):
		return l.ended
	default:
		return l.released
	}
}

// Who gives a lease up writes down when, or leaves the last renewal as it is.
func releaseTime(held, released lease, at time.Time) time.Time {
	if released.RenewTime.After(held.RenewTime) {
		return released.RenewTime
	}
	return at
}
