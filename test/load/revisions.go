package main

import "sync"

// revisions are those that writers got acknowledged.
type revisions struct {
	mutex        sync.Mutex
	acknowledged []int64
	newest       int64
}

func (r *revisions) acknowledge(revision int64) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.acknowledged = append(r.acknowledged, revision)
	r.newest = max(r.newest, revision)
}

func (r *revisions) last() int64 {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.newest
}

// missing are those that a watcher should have been told of and was not.
func (r *revisions) missing(seen *sight) int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	seen.mutex.Lock()
	defer seen.mutex.Unlock()
	count := 0
	for _, revision := range r.acknowledged {
		if !seen.revisions[revision] {
			count++
		}
	}
	return count
}

// sight is what one watcher was told.
type sight struct {
	mutex      sync.Mutex
	revisions  map[int64]bool
	newest     int64
	events     int
	disordered int
}

func newSight() *sight {
	return &sight{revisions: map[int64]bool{}}
}

// tell takes an event. It must be newer than everything before it.
func (s *sight) tell(revision int64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.events++
	if revision <= s.newest {
		s.disordered++
	}
	s.revisions[revision] = true
	s.newest = max(s.newest, revision)
}

// find takes an object of a list: its last revision, and nothing that was between.
func (s *sight) find(revision int64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.revisions[revision] = true
}

// advance takes a revision up to which there is nothing more to be told.
func (s *sight) advance(revision int64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.newest = max(s.newest, revision)
}

func (s *sight) last() int64 {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.newest
}
