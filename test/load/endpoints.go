package main

import (
	"encoding/json"
	"slices"
	"sync"
	"time"
)

// endpointState is where the Service `kubernetes` led from a moment on.
type endpointState struct {
	At        string   `json:"at"`
	Addresses []string `json:"addresses"`
	Ports     []int    `json:"ports"`
}

// endpoints judges every state of the EndpointSlice `kubernetes`.
type endpoints struct {
	mutex sync.Mutex
	port  int
	found endpointFigures
}

type endpointFigures struct {
	// States that differ from the one before.
	States []endpointState `json:"states"`
	// How many of them had no address that is ready.
	Empty int `json:"empty"`
	// How many of them had another port than the API server's.
	OtherPort int `json:"otherPort"`
}

func newEndpoints(port int) *endpoints {
	return &endpoints{port: port, found: endpointFigures{States: []endpointState{}}}
}

// observe takes an event of a watch; see watcher.
func (e *endpoints) observe(kind string, object []byte) {
	state := endpointState{Addresses: []string{}, Ports: []int{}}
	if object != nil && kind != "DELETED" {
		state = stateOf(object)
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if count := len(e.found.States); count > 0 && isSame(e.found.States[count-1], state) {
		return
	}
	state.At = timestamp(time.Now())
	e.found.States = append(e.found.States, state)
	if len(state.Addresses) == 0 {
		e.found.Empty++
	}
	if slices.ContainsFunc(state.Ports, func(port int) bool { return port != e.port }) {
		e.found.OtherPort++
	}
}

func (e *endpoints) figures() endpointFigures {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return e.found
}

func stateOf(object []byte) endpointState {
	var slice struct {
		Endpoints []struct {
			Addresses  []string
			Conditions struct{ Ready *bool }
		}
		Ports []struct{ Port int }
	}
	state := endpointState{Addresses: []string{}, Ports: []int{}}
	if json.Unmarshal(object, &slice) != nil {
		return state
	}
	for _, endpoint := range slice.Endpoints {
		if ready := endpoint.Conditions.Ready; ready == nil || *ready {
			state.Addresses = append(state.Addresses, endpoint.Addresses...)
		}
	}
	for _, port := range slice.Ports {
		state.Ports = append(state.Ports, port.Port)
	}
	return state
}

func isSame(one, other endpointState) bool {
	return slices.Equal(one.Addresses, other.Addresses) && slices.Equal(one.Ports, other.Ports)
}
