package graph

import (
	"sort"
	"sync"
)

// park is a row: what is known of a park.
type park struct {
	code, name, unit string
	hectares         float64
	treesPlanted     int
}

// Parks are the parks of the city, in the memory of this process.
type Parks struct {
	mutex sync.RWMutex
	rows  map[string]park
}

// NewParks has the parks by the unit that they lie in since July 2025.
func NewParks() *Parks {
	rows := map[string]park{}
	for _, each := range []park{
		{code: "CV-001", name: "Công viên Thống Nhất", unit: "00256", hectares: 50.2},
		{code: "CV-002", name: "Công viên Thủ Lệ", unit: "00025", hectares: 28.0},
		{code: "CV-003", name: "Công viên Cầu Giấy", unit: "00166", hectares: 11.3},
		{code: "CV-004", name: "Công viên Yên Sở", unit: "00340", hectares: 323.0},
	} {
		rows[each.code] = each
	}
	return &Parks{rows: rows}
}

// find gives a park by its code; nil when there is none.
func (parks *Parks) find(code string) *Park {
	parks.mutex.RLock()
	defer parks.mutex.RUnlock()
	row, isThere := parks.rows[code]
	if !isThere {
		return nil
	}
	return shown(row)
}

// list gives parks by code, those of a unit where one is given.
func (parks *Parks) list(unit *string, most int) []*Park {
	parks.mutex.RLock()
	defer parks.mutex.RUnlock()
	found := []*Park{}
	for _, row := range parks.rows {
		if unit == nil || *unit == row.unit {
			found = append(found, shown(row))
		}
	}
	sort.Slice(found, func(one, other int) bool { return found[one].Code < found[other].Code })
	return found[:min(most, len(found))]
}

// plant adds trees to a park, and gives it as it is then; nil when there is none.
func (parks *Parks) plant(code string, count int) *Park {
	parks.mutex.Lock()
	defer parks.mutex.Unlock()
	row, isThere := parks.rows[code]
	if !isThere {
		return nil
	}
	row.treesPlanted += count
	parks.rows[code] = row
	return shown(row)
}

func shown(row park) *Park {
	return &Park{
		Code: row.code, Name: row.name, Hectares: row.hectares, TreesPlanted: row.treesPlanted,
		Unit: &AdministrativeUnit{Code: row.unit},
	}
}
