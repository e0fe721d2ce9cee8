package main

import (
	"testing"
	"time"
)

func TestWithoutLeader(t *testing.T) {
	start := time.Unix(1000, 0)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	held := func(holder string, acquired, renewed int) lease {
		return lease{HolderIdentity: holder, LeaseDurationSeconds: 15, AcquireTime: at(acquired), RenewTime: at(renewed)}
	}
	for name, test := range map[string]struct {
		follow func(*leadership)
		wantMs []float64
	}{
		"nothing seen in between: from the last renewal": {func(l *leadership) {
			l.observe(held("b", 17000, 17000), at(17100))
		}, []float64{15000}},
		"the process ended: from then": {func(l *leadership) {
			l.processEnded(at(3000))
			l.observe(held("b", 17000, 17000), at(17100))
		}, []float64{14000}},
		"given up before the process ended": {func(l *leadership) {
			l.observe(lease{RenewTime: at(2500)}, at(2550))
			l.processEnded(at(3000))
			l.observe(held("b", 4000, 4000), at(4050))
		}, []float64{1500}},
		"given up for a process that had ended": {func(l *leadership) {
			l.processEnded(at(3000))
			l.observe(lease{RenewTime: at(2000)}, at(3500))
			l.observe(held("b", 4000, 4000), at(4050))
		}, []float64{1000}},
		"a process that did not lead ended": {func(l *leadership) {
			l.processEnded(at(2100))
			l.observe(held("a", 0, 4000), at(4050))
			l.processEnded(at(5000))
			l.observe(held("b", 6000, 6000), at(6050))
		}, []float64{1000}},
		"there and back": {func(l *leadership) {
			l.processEnded(at(3000))
			l.observe(held("b", 4000, 4000), at(4050))
			l.observe(held("b", 4000, 8000), at(8050))
			l.processEnded(at(9000))
			l.observe(held("c", 9500, 9500), at(9550))
		}, []float64{1000, 500}},
		"nobody at the end":        {func(l *leadership) { l.processEnded(at(3000)) }, []float64{27000}},
		"the same one all the way": {func(l *leadership) { l.observe(held("a", 0, 29000), at(29050)) }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			followed := &leadership{}
			followed.observe(held("a", 0, 2000), at(2050))
			test.follow(followed)
			changes := followed.finish(at(30000))
			got := []float64{}
			for _, one := range changes {
				got = append(got, one.WithoutLeaderMs)
			}
			// The tests that end with a holder end long after its last renewal.
			if len(test.wantMs) < len(got) && changes[len(got)-1].To == "" {
				got = got[:len(got)-1]
			}
			if len(got) != len(test.wantMs) {
				t.Fatalf("%v, not %v", got, test.wantMs)
			}
			for number := range got {
				if got[number] != test.wantMs[number] {
					t.Errorf("%v, not %v", got, test.wantMs)
				}
			}
		})
	}
}
